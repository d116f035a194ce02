"""The index behind searches in the admin: of the same words as the public search, by `cms.analysis`."""
