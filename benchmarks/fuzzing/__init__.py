"""What the readers are fuzzed with: real files, and what is done to them."""
