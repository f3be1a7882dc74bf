"""Why a question is asked, in an officer's own words."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0009_whole_once")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="why",
            field=models.TextField(
                blank=True,
                help_text="一两句话，写给家长看；会影响哪些待遇，页面自己列在下面",
                verbose_name="为什么问这个",
            ),
        ),
    ]
