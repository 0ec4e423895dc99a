"""That a button was pressed: so that pressing it twice does nothing twice."""

from django.db import models


class Press(models.Model):
    """One press. token: a hash of what the page's form carried. content: a hash of what was sent. answer: where to."""

    token = models.CharField(max_length=64)
    scope = models.CharField(max_length=60)
    content = models.CharField(max_length=64)
    answer = models.CharField(max_length=200, blank=True)
    pressed_at = models.DateTimeField(db_index=True)

    class Privacy:
        about = "nobody"
        plain = {"id", "token", "scope", "content", "answer", "pressed_at"}

    class Meta:
        constraints = [models.UniqueConstraint(name="press_once", fields=["token", "scope"])]

    def __str__(self) -> str:
        return f"press of {self.scope}"
