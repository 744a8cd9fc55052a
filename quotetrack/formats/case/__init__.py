"""The pages of a case file that people read: its README and its printable page."""
