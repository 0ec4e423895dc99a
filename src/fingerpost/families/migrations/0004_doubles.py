import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import fingerpost.base.encrypted
import fingerpost.base.identifiers
import fingerpost.base.privacy


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0003_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Compared",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=fingerpost.base.identifiers.new_reference, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "told",
                    fingerpost.base.encrypted.EncryptedTextField(
                        row="reference", verbose_name="names, days of birth, address, phones and e-mail"
                    ),
                ),
            ],
            options={
                "verbose_name": "family as it is compared",
                "verbose_name_plural": "families as they are compared",
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "family", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "family",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="families.family",
                    ),
                ),
            ],
            options={
                "verbose_name": "key of a family",
                "verbose_name_plural": "keys of families",
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        migrations.CreateModel(
            name="Merger",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=fingerpost.base.identifiers.new_reference, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "changes",
                    fingerpost.base.encrypted.EncryptedTextField(
                        row="reference", verbose_name="what was changed, so that it can be undone"
                    ),
                ),
                ("merged_on", models.DateField(verbose_name="the day it was done")),
                (
                    "merged_by",
                    models.CharField(help_text="a role and a reference, as in the audit trail", max_length=100),
                ),
                ("undone_on", models.DateField(null=True, verbose_name="the day it was undone")),
                (
                    "undone_by",
                    models.CharField(
                        blank=True, help_text="a role and a reference, as in the audit trail", max_length=100
                    ),
                ),
            ],
            options={
                "verbose_name": "merger of two records",
                "verbose_name_plural": "mergers of two records",
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        migrations.CreateModel(
            name="PossibleDouble",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=fingerpost.base.identifiers.new_reference, editable=False, max_length=10, unique=True
                    ),
                ),
                ("bits", models.FloatField(verbose_name="how likely it is")),
                (
                    "signs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("phone", "Same phone"),
                                ("phone-slip", "Phone with one digit different"),
                                ("email", "Same e-mail"),
                                ("email-slip", "E-mail with one letter different"),
                                ("given", "Same first name"),
                                ("given-sound", "First names sound alike, or one is short for the other"),
                                ("given-near", "First names are nearly the same"),
                                ("swapped", "First and last name swapped"),
                                ("child-born", "Child with the same date of birth"),
                                ("child-turned", "Child’s date of birth with day and month swapped"),
                                ("child-slip", "Child’s date of birth with one digit different"),
                                ("adult-born", "Adult with the same date of birth"),
                                ("adult-turned", "Adult’s date of birth with day and month swapped"),
                                ("adult-slip", "Adult’s date of birth with one digit different"),
                                ("family", "Same last name"),
                                ("family-sound", "Last names sound alike"),
                                ("family-near", "Last names are nearly the same"),
                                ("street", "Same address"),
                                ("street-near", "Address written another way"),
                                ("postcode", "Same postcode"),
                                ("postcode-slip", "Postcode with one letter different"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="what is alike",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Nobody has decided yet"),
                            ("same", "The same family"),
                            ("not-same", "Not the same family"),
                            ("related", "Two homes, or relatives"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="what was decided",
                    ),
                ),
                ("found_on", models.DateField(verbose_name="the day it was found")),
                (
                    "decided_by",
                    models.CharField(
                        blank=True, help_text="a role and a reference, as in the audit trail", max_length=100
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="the day of the decision")),
            ],
            options={
                "verbose_name": "possible double",
                "verbose_name_plural": "possible doubles",
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        migrations.RemoveConstraint(
            model_name="family",
            name="family_closed_on_a_day",
        ),
        migrations.AddField(
            model_name="adult",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="former", to="families.adult"
            ),
        ),
        migrations.AddField(
            model_name="child",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="former", to="families.child"
            ),
        ),
        migrations.AddField(
            model_name="family",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="former", to="families.family"
            ),
        ),
        migrations.AlterField(
            model_name="family",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "With us"),
                    ("closed", "No longer with us"),
                    ("merged", "Now part of another record"),
                ],
                default="open",
                max_length=10,
                verbose_name="whether you are with us",
            ),
        ),
        migrations.AddConstraint(
            model_name="family",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                    models.Q(("closed_on__isnull", True), ("state", "open")),
                    ("state", "merged"),
                    _connector="OR",
                ),
                name="family_closed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="family",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("merged_into__isnull", False),
                        ("state", "merged"),
                        models.Q(("merged_into", models.F("pk")), _negated=True),
                    ),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="family_merged_into_another",
            ),
        ),
        migrations.AddField(
            model_name="compared",
            name="family",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="compared", to="families.family"
            ),
        ),
        migrations.AddField(
            model_name="merger",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="families.family"
            ),
        ),
        migrations.AddField(
            model_name="merger",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="mergers", to="families.family"
            ),
        ),
        migrations.AddField(
            model_name="possibledouble",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="doubles_before", to="families.family"
            ),
        ),
        migrations.AddField(
            model_name="possibledouble",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="doubles_after", to="families.family"
            ),
        ),
        migrations.AddConstraint(
            model_name="merger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_by", ""), ("undone_on__isnull", True)),
                    models.Q(("undone_on__isnull", False), models.Q(("undone_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="merger_undone_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="possibledouble",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Least("one", "other"),
                django.db.models.functions.comparison.Greatest("one", "other"),
                name="possible_double_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="possibledouble",
            constraint=models.CheckConstraint(
                condition=models.Q(("one", models.F("other")), _negated=True), name="possible_double_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="possibledouble",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", ""), ("decided_on__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("decided_on__isnull", False),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="possible_double_decided_whole",
            ),
        ),
    ]
