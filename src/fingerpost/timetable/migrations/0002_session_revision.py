from django.db import migrations, models

import fingerpost.base.clock


class Migration(migrations.Migration):
    dependencies = [("timetable", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="revision",
            field=models.PositiveIntegerField(
                default=0, help_text="counts what families were told anew: SEQUENCE of RFC 5545"
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="changed_at",
            field=models.DateTimeField(default=fingerpost.base.clock.now),
        ),
    ]
