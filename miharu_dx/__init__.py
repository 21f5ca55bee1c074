"""Follow a local government's plan from the departments' workbooks to the meeting's wall."""
