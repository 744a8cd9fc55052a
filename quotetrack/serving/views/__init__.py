"""What the server's own templates are filled from: pure functions from what was found to frozen values."""
