from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("benefits", "0013_days_that_can_be")]

    operations = [
        migrations.AlterField(
            model_name="benefit",
            name="asks",
            field=models.BooleanField(
                blank=True,
                choices=[(None, "照例"), (True, "是"), (False, "否")],
                help_text="照例：应当给家庭的福利，文件正在施行，或者当地只有征求意见稿的，可以引出问题；服务、鼓励做的、给单位的、重申别的福利的不引出。",
                null=True,
                verbose_name="可以引出问题",
            ),
        ),
    ]
