import re
from .test_queries import *
def short(sql):
    m=re.search(r'FROM "(\w+)"',sql); return (m.group(1) if m else sql[:60])+" | "+re.sub(r'.*WHERE','W',sql)[:110]
def test_dump(api, query_count, shelf):
    for a in (f"pages/?type={PUBLICATION}", f"pages/{shelf[-1].pk}/"):
        api.get("/api/v2/"+a)
        with query_count() as q: api.get("/api/v2/"+a)
        print("\n==",a,len(q))
        for row in q.captured_queries: print("  ",short(row["sql"]))
