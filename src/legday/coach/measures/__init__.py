"""What a person measures: the mass of the body and the girths of the legs."""
