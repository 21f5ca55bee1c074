"""Bytes become cells, cells become a submission with findings."""
