"""The corpus that ships with Verbatim. A library made from it lives beside it, in `library/`, which git ignores."""
