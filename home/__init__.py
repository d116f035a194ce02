"""Home, portals, standard and directory pages."""
