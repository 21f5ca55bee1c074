-- 書込みの途中の写しにならないよう、ファイルではなく中身を一つの時点で写す。
ATTACH '{target}' AS copied;
COPY FROM DATABASE {source} TO copied;
DETACH copied;
