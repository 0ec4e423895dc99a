"""Which families of another system were compared with all others: an import that was cut short did not come so far."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("families", "0009_life")]
    operations = [
        migrations.AddField("outsidenumber", "compared_on", models.DateField(null=True)),
    ]
