"""The StreamField that stays out of migrations, and the walk from stored streams to JSON."""
