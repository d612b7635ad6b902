"""How often the right sentence comes first: measured beside other systems, listed for reading, and learned."""
