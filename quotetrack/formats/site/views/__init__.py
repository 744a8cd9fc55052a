"""What templates are filled from: pure functions from what was found to frozen values."""
