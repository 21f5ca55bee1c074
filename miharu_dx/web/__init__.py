"""What the product adds to the server of the interface: routes, headers, the Japanese page."""
