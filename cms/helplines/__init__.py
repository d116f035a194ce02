"""Helplines: who answers, how, when, in which languages, and when that was last verified."""
