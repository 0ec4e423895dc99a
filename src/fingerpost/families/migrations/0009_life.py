"""Why a family left, and when somebody last asked whether its record is right."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0008_adult_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="family",
            name="closed_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("moved", "They moved away"),
                    ("grown", "Their children are five or over"),
                    ("asked", "They asked to leave"),
                    ("lost", "We have lost touch"),
                    ("other", "Something else"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="why you left",
            ),
        ),
        migrations.AddField(
            model_name="family",
            name="confirmed_by",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="a role and a reference, as in the audit trail",
                max_length=100,
            ),
        ),
        migrations.AddField(
            model_name="family",
            name="confirmed_on",
            field=models.DateField(null=True, verbose_name="the day on which we last asked whether this is right"),
        ),
        migrations.AddConstraint(
            model_name="family",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_for", ""), ("closed_on__isnull", False), _connector="OR"),
                name="family_left_for_a_reason",
            ),
        ),
    ]
