"""The page: a local web server over one library of records and saved transcripts.

``create_app`` makes the application (WSGI), ``server`` runs it; each room of ``rooms`` is one of its
parts. Nothing here finds anything: a request is put into the words of the packages beside this one, and
what they answer is shown. Names are imported from their modules, as Flask costs 0.1 s to import.
"""
