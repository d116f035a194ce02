"""Images and documents: stripped of metadata before they are stored, private until something public uses them."""
