"""What wagtail-localize leaves undone: shared values, withdrawal of groups, the truth about a translation."""
