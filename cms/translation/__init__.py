"""What Wagtail and wagtail-localize leave open between the languages of one text.

`receivers.connect()` puts everything in force; `hooks` registers what the admin needs. Rules: design/2 §3 and
design/3 L4, L5, L9.
"""
