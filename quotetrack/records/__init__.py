"""Quote records: one YAML file a quote, made to be written by hand and reviewed."""
