"""The design system: components, tokens, base pages, the pattern page."""
