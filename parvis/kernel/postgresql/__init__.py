"""Django's PostgreSQL, where the last statement of a transaction can go with its COMMIT (`base`)."""
