"""Who is let in: decided for every update the moment it arrives."""
