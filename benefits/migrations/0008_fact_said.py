"""How a fact reads in a sentence, and whether a family can change it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0007_sign_in")]

    operations = [
        migrations.AddField(
            model_name="fact",
            name="said",
            field=models.CharField(
                blank=True,
                help_text="接在“妈妈”“大宝”之后，{} 换成地方或选项，如 户口在{}",
                verbose_name="一句话里的说法",
            ),
        ),
        migrations.AddField(
            model_name="fact",
            name="changeable",
            field=models.BooleanField(
                default=False,
                help_text="不符合时，清单会告诉这个家庭怎样改变；要先填“一句话里的说法”",
                verbose_name="家里可以改变",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("changeable", False), models.Q(("said", ""), _negated=True), _connector="OR"),
                name="fact_changeable_is_said",
                violation_error_message="“家里可以改变”要和“一句话里的说法”一起填。",
            ),
        ),
    ]
