"""How people prove who they are: what Parvis sets, stricter or plainer, in django-allauth."""
