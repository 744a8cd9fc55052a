"""Pages for a browser: templates, a style sheet and a script, and the views that templates are filled from.

A template computes nothing: each is given frozen values made by the pure functions in ``views``. What they
look like and how they read is here; which pages there are, and where, is for the caller to say: every
address comes in from outside, so that the same templates serve a folder and a web server.
"""
