"""Ground: locale codes, launched locales, values with one text per language, the state of a translation."""
