BEGIN TRANSACTION;
CREATE TABLE "act" (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	details TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_act PRIMARY KEY (id), 
	CONSTRAINT uq_act_number UNIQUE (number)
);
INSERT INTO "act" VALUES(1,'2026-11-22 17:39:10.754996','Lan','units import','','{"added": 15, "edges": 0, "imported": "FssO/7N9qUD3/zrQEY8EqcGYGXFy/r1AzXOqcvmQj38=", "updated": 0}',1,'ca9a15c95d55e15d01da9581a1e72a784f54b591ee314f389c638ee41c3485d8');
INSERT INTO "act" VALUES(2,'2026-11-22 17:39:15.718783','Lan','forms add','ward-report@1','{"added": "jpL3D/Vt9JsmeJ9kh2tFNg=="}',2,'c5e4395f17c96cbd2f771a75f3a9157b61576ff83673df0c28f8789e80ebc6c7');
INSERT INTO "act" VALUES(3,'2026-11-22 17:39:22.356786','Lan','plans issue','N-2025-1','{"number": "", "planned": "7EtJpTyA4urWmRbR6rHy7aN1FfIq/gp7kumUxZz+9zQ="}',3,'eb76fe588ccb3aa0ce0577ccc775c115b60a73d4a902a4f54068fb3bf797d093');
INSERT INTO "act" VALUES(4,'2026-11-22 17:39:31.544398','Lan','cascade mode','N-2025-1','{"mode": "at_once"}',4,'3d437c3b891cb7c39079984c053e037f93839194621082532a8736115803ffd3');
INSERT INTO "act" VALUES(5,'2026-11-22 17:39:31.544398','Lan','cascade','N-2025-1','{"assigned": 6, "received": 6}',5,'a3370cd61a71c2ebf43b29d2f15fd9eeee61dd3c702a33b6e6dc9daeb340141a');
INSERT INTO "act" VALUES(6,'2026-11-22 17:39:31.544398','Lan','cascade','N-2025-1','{"assigned": 3, "received": 3}',6,'c3955879ba892b5d88b3f691be8cab1d82a8c97bc3d2c16a9e0f7e0ca8b78e6b');
INSERT INTO "act" VALUES(7,'2026-11-22 17:39:40.835969','Lan','collect','','{"accepted": 4, "bound": "oshZb6pWmb63wbWaBw+mnekK7vSJEiHkeiWyuaI00o/IgJyFtH2LbowtkpeOdUuucQcTIhB3X1UgLR3hQaxBGw==", "warned": ""}',7,'48696b7af87d1de053770efa32d4b7385df2b43de582d66d3b03eaf188c209c3');
INSERT INTO "act" VALUES(8,'2026-11-22 17:39:51.879215','Lan','collect','','{"accepted": 1, "bound": "6x9AVttk3cOrHW+htn8OmA==", "warned": ""}',8,'7ef37d65e16ba3ad6f3771346f950b3cfcdb10126fcb4414fad3e3aa412128be');
INSERT INTO "act" VALUES(9,'2026-11-22 17:40:11.356042','Lan','rollup','ward-report@1','{"period": "2025", "rows": 6}',9,'810c3330c832401f714091d21fe0350a52a2229fa2d0ca616c10b4c6c7e6dc05');
INSERT INTO "act" VALUES(10,'2026-11-22 17:40:17.380199','Lan','extend','N-2025-1','{"approver": "Hà", "below": false, "count": 1, "form": "ward-report", "period": "2025", "reason": "Bão", "to": "2026-01-10", "unit": "W122"}',10,'9c051de1aeda0fc2eb0c7c88a24fe92ad9932892d4d12040e1eb79c0e0a71701');
INSERT INTO "act" VALUES(11,'2026-11-22 17:40:23.465864','Lan','plans amend','N-2025-1','{"number": null, "planned": "7EtJpTyA4urWmRbR6rHy7XDYtRzNx0xLyoSRoiUDJB4=", "reason": "Sửa tên"}',11,'63811ce95e1281f583e645b88247a519c7dbb5a332c59706b2c9297412a4466e');
INSERT INTO "act" VALUES(12,'2026-11-22 17:40:29.890937','Bình','review approve','W112 ward-report@1 2025','{"judged": "9IS7oz4tfIzVVY1bo70ciA==", "officer": "D11", "plan": "N-2025-1", "sha256": "2c650449b08776515ac0fa999d4e882fe5211eb40073d784c4ad61d95f218603", "turn": 1}',12,'27260779380517a0f470d455744c65b6532c1aad580e1afd7286bd9884626e7b');
INSERT INTO "act" VALUES(13,'2026-11-22 17:40:38.305795','Lan','template','W211 ward-report 2025','{"made": 1}',13,'0b8e2f9750a3b807d93a1c3b017dd9123340e52bccca2240e61da9d8edd236a8');
INSERT INTO "act" VALUES(14,'2026-11-22 17:40:42.646621','Lan','publish','ward-report@1','{"figures": "4232ca436dd52c67f6eebe155e11a8fac527d56ead9287f08fb67773dc06ba40", "final": false, "inputs": "b6e9a8fdb3c1718c98e492542c6a4c54b50078fcc21d93392765ff0e51b657c9", "note": "", "number": 1, "period": "2025", "plan": "N-2025-1", "roster_on": "2025-06-01", "targets": "63cf8174761b1c2d882a60adad60d304e9d80b07ef31d7f7884264f7527ae637"}',14,'b61c3259ad9790bdff00ebbb6975316dd88cf6ab7027e93ddddbc2f53960a20e');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE allotment (
	plan_id INTEGER NOT NULL, 
	measure TEXT NOT NULL, 
	"by" DATE NOT NULL, 
	unit_id INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	way TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_allotment PRIMARY KEY (plan_id, measure, "by", unit_id), 
	CONSTRAINT fk_allotment_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_allotment_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE amendment (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	raw TEXT, 
	issued DATE, 
	reason TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_amendment PRIMARY KEY (id), 
	CONSTRAINT fk_amendment_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
INSERT INTO "amendment" VALUES(1,1,NULL,NULL,'Sửa tên','{"collects":[{"due":{"2025":{"days_before":{"ward":15},"national":"2025-12-20"}},"form":"ward-report","from":{"leaves":true},"periods":["2025"]}],"issuer":"N","period":"2025","roster_on":"2025-06-01","title":"Plan of the nation"}','{"collects":[{"due":{"2025":{"days_before":{"ward":15},"national":"2025-12-20"}},"form":"ward-report","from":{"leaves":true},"periods":["2025"]}],"issuer":"N","period":"2025","roster_on":"2025-06-01","title":"Plan of the nation, amended"}','9ac67f60e00f5275a00818ef2cb652e10588291b1b8269ae5d052ed4bb553a1b','2026-11-22 17:40:23.465864','Lan');
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	form_id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	due DATE, 
	state TEXT NOT NULL, 
	latest_id BIGINT, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_form_id FOREIGN KEY(form_id) REFERENCES form (id), 
	CONSTRAINT fk_assignment_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_assignment_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_assignment_plan_id UNIQUE (plan_id, unit_id, form_id, period)
);
INSERT INTO "assignment" VALUES(1,1,9,1,'2025','2025-12-05','submitted',5);
INSERT INTO "assignment" VALUES(2,1,10,1,'2025','2025-12-05','approved',2);
INSERT INTO "assignment" VALUES(3,1,11,1,'2025','2025-12-05','draft',NULL);
INSERT INTO "assignment" VALUES(4,1,12,1,'2025','2025-12-05','submitted',3);
INSERT INTO "assignment" VALUES(5,1,13,1,'2025','2026-01-10','expected',NULL);
INSERT INTO "assignment" VALUES(6,1,5,1,'2025','2025-12-20','submitted',4);
INSERT INTO "assignment" VALUES(7,1,14,1,'2025','2025-12-05','expected',NULL);
INSERT INTO "assignment" VALUES(8,1,15,1,'2025','2025-12-05','expected',NULL);
INSERT INTO "assignment" VALUES(9,1,8,1,'2025','2025-12-20','expected',NULL);
CREATE TABLE attachment (
	plan_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	digest TEXT, 
	size BIGINT, 
	CONSTRAINT pk_attachment PRIMARY KEY (plan_id, place), 
	CONSTRAINT fk_attachment_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
CREATE TABLE calendar_day (
	day DATE NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_calendar_day PRIMARY KEY (day)
);
CREATE TABLE citation (
	plan_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	raw TEXT, 
	unit_code TEXT, 
	period TEXT, 
	issued DATE, 
	title TEXT NOT NULL, 
	cited_id INTEGER, 
	CONSTRAINT pk_citation PRIMARY KEY (plan_id, place), 
	CONSTRAINT fk_citation_cited_id FOREIGN KEY(cited_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_citation_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
CREATE TABLE draft (
	assignment_id INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	faults TEXT NOT NULL, 
	source TEXT NOT NULL, 
	sender TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (assignment_id), 
	CONSTRAINT fk_draft_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "draft" VALUES(3,'{"values":{"leaders":{"total":1,"women":5}}}','[{"code": "check_failed", "path": "leaders.women", "where": "", "sent": "leaders.women = 5", "allowed": "<= leaders.total = 1", "severity": "error", "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."}, "weight": 0.0}]','bad.json','Lan','2026-11-22 17:40:03.025646');
CREATE TABLE extension (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	due_before DATE, 
	due DATE NOT NULL, 
	reason TEXT NOT NULL, 
	approver TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	undone_at DATETIME, 
	undone_by TEXT, 
	undone_reason TEXT, 
	CONSTRAINT pk_extension PRIMARY KEY (id), 
	CONSTRAINT fk_extension_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id)
);
INSERT INTO "extension" VALUES(1,5,'2025-12-05','2026-01-10','Bão','Hà','2026-11-22 17:40:17.380199','Lan',NULL,NULL,NULL);
CREATE TABLE form (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	document TEXT NOT NULL, 
	added_at DATETIME NOT NULL, 
	added_by TEXT NOT NULL, 
	CONSTRAINT pk_form PRIMARY KEY (id), 
	CONSTRAINT uq_form_name UNIQUE (name, version)
);
INSERT INTO "form" VALUES(1,'ward-report',1,'062d1489013acb7f8e22c87d398514d311e95779fe16cfd9f51c216d0805fad9','{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "ward-report", "title": "Ward report", "type": "object", "x-period": "year", "additionalProperties": false, "properties": {"leaders": {"type": "object", "properties": {"total": {"type": "integer", "minimum": 0, "x-rollup": "sum"}, "women": {"type": "integer", "minimum": 0, "x-rollup": "sum"}, "rate": {"type": "number", "x-rollup": {"ratio": ["leaders.women", "leaders.total"], "scale": 100}, "x-decimals": 1, "readOnly": true}}}, "committee": {"type": "boolean", "x-rollup": "count"}, "money": {"type": "number", "minimum": 0, "x-rollup": "sum", "x-decimals": 2}, "difficulties": {"type": "string", "x-rollup": "collect"}}, "x-checks": [{"left": ["leaders.women"], "op": "<=", "right": ["leaders.total"], "severity": "error", "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."}}]}','2026-11-22 17:39:15.718783','Lan');
CREATE TABLE lineage (
	old_code TEXT NOT NULL, 
	new_code TEXT NOT NULL, 
	on_day DATE NOT NULL, 
	share TEXT, 
	kind TEXT NOT NULL, 
	CONSTRAINT pk_lineage PRIMARY KEY (old_code, new_code, on_day)
);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT, 
	CONSTRAINT pk_meta PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('journal_head','14 b61c3259ad9790bdff00ebbb6975316dd88cf6ab7027e93ddddbc2f53960a20e');
INSERT INTO "meta" VALUES('profile','plain');
INSERT INTO "meta" VALUES('units_version','1');
INSERT INTO "meta" VALUES('assignments_version','3');
INSERT INTO "meta" VALUES('rollup_1_saw','3 5');
CREATE TABLE notice (
	amendment_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (amendment_id, unit_id), 
	CONSTRAINT fk_notice_amendment_id FOREIGN KEY(amendment_id) REFERENCES amendment (id), 
	CONSTRAINT fk_notice_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "notice" VALUES(1,5,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,8,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,9,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,10,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,11,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,12,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,13,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,14,'2026-11-22 17:40:23.465864');
INSERT INTO "notice" VALUES(1,15,'2026-11-22 17:40:23.465864');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	unit_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	body TEXT NOT NULL, 
	matters TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	broken_off INTEGER NOT NULL, 
	delivered TEXT NOT NULL, 
	error TEXT, 
	made_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
CREATE TABLE paper (
	submission_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_paper PRIMARY KEY (submission_id, place), 
	CONSTRAINT fk_paper_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id)
);
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	ref TEXT NOT NULL, 
	issuer_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	period TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	document TEXT NOT NULL, 
	roster_on DATE NOT NULL, 
	issued_at DATETIME NOT NULL, 
	issued_by TEXT NOT NULL, state TEXT DEFAULT 'issued' NOT NULL, mode TEXT, issuer TEXT, series TEXT, year INTEGER, number TEXT, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT fk_plan_issuer_id FOREIGN KEY(issuer_id) REFERENCES unit (id), 
	CONSTRAINT uq_plan_digest UNIQUE (digest), 
	CONSTRAINT uq_plan_ref UNIQUE (ref)
);
INSERT INTO "plan" VALUES(1,'N-2025-1',1,'Plan of the nation, amended','2025','008476db3bf67ac9ecf0c48befaddb453894fd11e2ec608756d11854b20277ae','{"collects":[{"due":{"2025":{"days_before":{"ward":15},"national":"2025-12-20"}},"form":"ward-report","from":{"leaves":true},"periods":["2025"]}],"issuer":"N","period":"2025","roster_on":"2025-06-01","title":"Plan of the nation, amended"}','2025-06-01','2026-11-22 17:39:22.356786','Lan','issued','at_once','N',NULL,NULL,NULL);
CREATE TABLE plan_act (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	unit_id INTEGER, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	reason TEXT, 
	details TEXT, 
	CONSTRAINT pk_plan_act PRIMARY KEY (id), 
	CONSTRAINT fk_plan_act_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_plan_act_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "plan_act" VALUES(1,1,NULL,'2026-11-22 17:39:31.544398','Lan','cascade',NULL,'{"mode": "at_once"}');
INSERT INTO "plan_act" VALUES(2,1,13,'2026-11-22 17:40:17.380199','Lan','extend','Bão','{"approver": "Hà", "below": false, "count": 1, "form": "ward-report", "period": "2025", "to": "2026-01-10", "unit": "W122"}');
INSERT INTO "plan_act" VALUES(3,1,NULL,'2026-11-22 17:40:23.465864','Lan','amend','Sửa tên','{"kept": 0, "moved": 0, "reopened": 0, "told": 9, "withdrawn": 0}');
CREATE TABLE plan_form (
	plan_id INTEGER NOT NULL, 
	form_id INTEGER NOT NULL, 
	period TEXT NOT NULL, approved_by TEXT, 
	CONSTRAINT pk_plan_form PRIMARY KEY (plan_id, form_id, period), 
	CONSTRAINT fk_plan_form_form_id FOREIGN KEY(form_id) REFERENCES form (id), 
	CONSTRAINT fk_plan_form_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
INSERT INTO "plan_form" VALUES(1,1,'2025',NULL);
CREATE TABLE receipt (
	plan_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	adopted_at DATETIME, 
	adopted_by_plan INTEGER, changed_at DATETIME, changed_by TEXT, reason TEXT, 
	CONSTRAINT pk_receipt PRIMARY KEY (plan_id, unit_id), 
	CONSTRAINT fk_receipt_adopted_by_plan FOREIGN KEY(adopted_by_plan) REFERENCES "plan" (id), 
	CONSTRAINT fk_receipt_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_receipt_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "receipt" VALUES(1,9,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,10,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,11,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,12,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,13,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,5,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,14,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,15,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,8,'received','2026-11-22 17:39:31.544398',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE refusal (
	id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	source TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	form TEXT NOT NULL, 
	period TEXT NOT NULL, 
	raw BLOB NOT NULL, 
	faults TEXT NOT NULL, 
	sender TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	CONSTRAINT pk_refusal PRIMARY KEY (id), 
	CONSTRAINT uq_refusal_digest UNIQUE (digest, source)
);
INSERT INTO "refusal" VALUES(1,'84067f83c4530f521baf570185eae01200d85cbf9bbb4b2a68d1503a8655331c','bad.json','W113','ward-report','2025',X'7B22756E6974223A202257313133222C2022666F726D223A2022776172642D7265706F7274222C2022706572696F64223A202232303235222C202276616C756573223A207B226C656164657273223A207B22776F6D656E223A20352C2022746F74616C223A20317D7D7D','[{"code": "check_failed", "path": "leaders.women", "where": "", "sent": "leaders.women = 5", "allowed": "<= leaders.total = 1", "severity": "error", "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."}, "weight": 0.0}]','Lan','2026-11-22 17:40:03.025646');
CREATE TABLE reminder (
	id INTEGER NOT NULL, 
	about TEXT NOT NULL, 
	step TEXT NOT NULL, 
	outbox_id INTEGER NOT NULL, 
	CONSTRAINT pk_reminder PRIMARY KEY (id), 
	CONSTRAINT fk_reminder_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id), 
	CONSTRAINT uq_reminder_about UNIQUE (about, step)
);
CREATE TABLE review (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	turn INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	submission_id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	below TEXT, 
	unit_id INTEGER, 
	level TEXT, 
	reason TEXT, 
	cells TEXT, 
	due DATE, 
	forced BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_review_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id), 
	CONSTRAINT fk_review_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_review_assignment_id UNIQUE (assignment_id, turn)
);
INSERT INTO "review" VALUES(1,2,1,'approved',2,'2c650449b08776515ac0fa999d4e882fe5211eb40073d784c4ad61d95f218603','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',3,'district',NULL,NULL,NULL,0,'2026-11-22 17:40:29.890937','Bình');
CREATE TABLE rollup (
	id INTEGER NOT NULL, 
	form_id INTEGER NOT NULL, 
	period TEXT NOT NULL, 
	final BOOLEAN NOT NULL, 
	roster_on DATE NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_rollup PRIMARY KEY (id), 
	CONSTRAINT fk_rollup_form_id FOREIGN KEY(form_id) REFERENCES form (id), 
	CONSTRAINT uq_rollup_form_id UNIQUE (form_id, period, final)
);
INSERT INTO "rollup" VALUES(1,1,'2025',0,'2025-06-01','2026-11-22 17:40:11.356042');
CREATE TABLE "rollup_input" (
	rollup_id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	submission_id INTEGER, 
	CONSTRAINT pk_rollup_input PRIMARY KEY (rollup_id, assignment_id), 
	CONSTRAINT fk_rollup_input_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_rollup_input_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id), 
	CONSTRAINT fk_rollup_input_rollup_id FOREIGN KEY(rollup_id) REFERENCES rollup (id)
)
 WITHOUT ROWID

;
INSERT INTO "rollup_input" VALUES(1,1,5);
INSERT INTO "rollup_input" VALUES(1,2,2);
INSERT INTO "rollup_input" VALUES(1,3,NULL);
INSERT INTO "rollup_input" VALUES(1,4,3);
INSERT INTO "rollup_input" VALUES(1,5,NULL);
INSERT INTO "rollup_input" VALUES(1,6,4);
INSERT INTO "rollup_input" VALUES(1,7,NULL);
INSERT INTO "rollup_input" VALUES(1,8,NULL);
INSERT INTO "rollup_input" VALUES(1,9,NULL);
CREATE TABLE rollup_row (
	rollup_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	packed BLOB NOT NULL, 
	CONSTRAINT pk_rollup_row PRIMARY KEY (rollup_id, unit_id), 
	CONSTRAINT fk_rollup_row_rollup_id FOREIGN KEY(rollup_id) REFERENCES rollup (id), 
	CONSTRAINT fk_rollup_row_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "rollup_row" VALUES(1,1,X'040000000000000009000000000000001000000000000000040000000000000009000000000000000700000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000000000000000000001000000000000000000000000000000010000000000000007000000000000000100000000000000000000000000000009000000000000000000000000000000');
INSERT INTO "rollup_row" VALUES(1,2,X'040000000000000006000000000000001000000000000000040000000000000006000000000000000700000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000010000000000000005000000000000000100000000000000000000000000000006000000000000000000000000000000');
INSERT INTO "rollup_row" VALUES(1,3,X'020000000000000003000000000000000700000000000000020000000000000003000000000000000400000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000010000000000000003000000000000000100000000000000000000000000000003000000000000000000000000000000');
INSERT INTO "rollup_row" VALUES(1,4,X'010000000000000002000000000000000400000000000000010000000000000002000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000002000000000000000000000000000000');
INSERT INTO "rollup_row" VALUES(1,6,X'000000000000000003000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000003000000000000000000000000000000');
INSERT INTO "rollup_row" VALUES(1,7,X'000000000000000002000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000002000000000000000000000000000000');
CREATE TABLE score_entry (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	criterion TEXT NOT NULL, 
	points TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_score_entry PRIMARY KEY (id), 
	CONSTRAINT fk_score_entry_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_score_entry_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE submission (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	payload BLOB NOT NULL, 
	packed BLOB NOT NULL, 
	texts TEXT, 
	sender TEXT NOT NULL, 
	on_behalf_of TEXT, 
	source TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	CONSTRAINT pk_submission PRIMARY KEY (id), 
	CONSTRAINT fk_submission_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT uq_submission_assignment_id UNIQUE (assignment_id, revision)
);
INSERT INTO "submission" VALUES(1,1,1,'90a0a88ca5b9615fa169a486be5e9288a0cbdb46576893549799f1b3def022bc',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313131222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B22646966666963756C74696573223A22546869E1BABF75206B696E68207068C3AD222C226C6561646572732E746F74616C223A2232222C226C6561646572732E776F6D656E223A2231222C226D6F6E6579223A2231322E35227D7D',X'020000000000000001000000000000000000000000000000E20400000000000001010001','{"difficulties": "Thiếu kinh phí"}','Lan',NULL,'a.jsonl:1','2026-11-22 17:39:40.835969');
INSERT INTO "submission" VALUES(2,2,1,'2c650449b08776515ac0fa999d4e882fe5211eb40073d784c4ad61d95f218603',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313132222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B22636F6D6D6974746565223A747275652C226C6561646572732E746F74616C223A2233222C226C6561646572732E776F6D656E223A2232227D7D',X'030000000000000002000000000000000100000000000000000000000000000001010100',NULL,'Lan',NULL,'a.jsonl:2','2026-11-22 17:39:40.835969');
INSERT INTO "submission" VALUES(3,4,1,'029016fb0d38741badbb9f810a8391dcfd552d378479d9fc74425bd17b61abbe',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313231222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B226C6561646572732E746F74616C223A2234222C226C6561646572732E776F6D656E223A2230227D7D',X'040000000000000000000000000000000000000000000000000000000000000001010000',NULL,'Lan',NULL,'a.jsonl:3','2026-11-22 17:39:40.835969');
INSERT INTO "submission" VALUES(4,6,1,'d179cf9dd3be3a0ab73a3e62ac89757fc778631f0f77c78f8fc53ffbb11a0f82',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A225431222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B226C6561646572732E746F74616C223A2235222C226C6561646572732E776F6D656E223A2233227D7D',X'050000000000000003000000000000000000000000000000000000000000000001010000',NULL,'Lan',NULL,'a.jsonl:4','2026-11-22 17:39:40.835969');
INSERT INTO "submission" VALUES(5,1,2,'f0b058ff6d39c674f3489a07cb8625d002d14d968dd43f19a63357688a936f86',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313131222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B226C6561646572732E746F74616C223A2234222C226C6561646572732E776F6D656E223A2232227D7D',X'040000000000000002000000000000000000000000000000000000000000000001010000',NULL,'Mai',NULL,'b.json','2026-11-22 17:39:51.879215');
CREATE TABLE submission_key (
	"key" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_submission_key PRIMARY KEY ("key")
);
INSERT INTO "submission_key" VALUES('k-1','f0b058ff6d39c674f3489a07cb8625d002d14d968dd43f19a63357688a936f86');
CREATE TABLE succession (
	assignment_id INTEGER NOT NULL, 
	successor_id INTEGER NOT NULL, 
	on_day DATE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_succession PRIMARY KEY (assignment_id, successor_id), 
	CONSTRAINT fk_succession_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_succession_successor_id FOREIGN KEY(successor_id) REFERENCES assignment (id)
);
CREATE TABLE template (
	code TEXT NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	submission_id INTEGER, 
	body TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_template PRIMARY KEY (code), 
	CONSTRAINT fk_template_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_template_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id)
);
INSERT INTO "template" VALUES('6WWXMR-YEOPQB-WXLD4L-NXMGKK',7,'blank',NULL,'{"asked":[],"elsewhere":{},"open":null,"standing":{}}','2026-11-22 17:40:38.305795','Lan');
CREATE TABLE unit (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	level TEXT NOT NULL, 
	type TEXT NOT NULL, 
	parent_code TEXT, 
	valid_from DATE NOT NULL, 
	valid_to DATE NOT NULL, 
	weight TEXT, 
	lat FLOAT, 
	lon FLOAT, 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT uq_unit_code UNIQUE (code, valid_from)
);
INSERT INTO "unit" VALUES(1,'N','Nation','nation','',NULL,'0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(2,'P1','Province of the River','province','','N','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(3,'D11','Upper District','district','','P1','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(4,'D12','Lower District','district','','P1','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(5,'T1','Department of Health','department','','P1','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(6,'P2','Province of the Sea','province','','N','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(7,'D21','Coast District','district','','P2','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(8,'D22','Island District','district','','P2','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(9,'W111','Ward 1 of Upper','ward','','D11','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(10,'W112','Ward 2 of Upper','ward','','D11','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(11,'W113','Ward 3 of Upper','ward','','D11','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(12,'W121','Ward 1 of Lower','ward','','D12','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(13,'W122','Ward 2 of Lower','ward','','D12','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(14,'W211','Ward 1 of Coast','ward','','D21','0001-01-01','9999-12-31',NULL,NULL,NULL);
INSERT INTO "unit" VALUES(15,'W212','Ward 2 of Coast','ward','','D21','0001-01-01','9999-12-31',NULL,NULL,NULL);
CREATE TABLE vintage (
	id INTEGER NOT NULL, 
	form TEXT NOT NULL, 
	period TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	form_id INTEGER NOT NULL, 
	final BOOLEAN NOT NULL, 
	roster_on DATE NOT NULL, 
	plan_id INTEGER NOT NULL, 
	inputs_digest TEXT NOT NULL, 
	figures_digest TEXT NOT NULL, 
	targets TEXT NOT NULL, 
	note TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	CONSTRAINT pk_vintage PRIMARY KEY (id), 
	CONSTRAINT fk_vintage_form_id FOREIGN KEY(form_id) REFERENCES form (id), 
	CONSTRAINT fk_vintage_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_vintage_form UNIQUE (form, period, number)
);
INSERT INTO "vintage" VALUES(1,'ward-report','2025',1,1,0,'2025-06-01',1,'b6e9a8fdb3c1718c98e492542c6a4c54b50078fcc21d93392765ff0e51b657c9','4232ca436dd52c67f6eebe155e11a8fac527d56ead9287f08fb67773dc06ba40','{"issued": {}, "shares": {}}','','2026-11-22 17:40:42.646621','Lan');
CREATE TABLE vintage_input (
	vintage_id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	submission_id INTEGER, 
	state TEXT NOT NULL, 
	due DATE, 
	CONSTRAINT pk_vintage_input PRIMARY KEY (vintage_id, assignment_id), 
	CONSTRAINT fk_vintage_input_vintage_id FOREIGN KEY(vintage_id) REFERENCES vintage (id), 
	CONSTRAINT fk_vintage_input_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_vintage_input_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id)
)
 WITHOUT ROWID

;
INSERT INTO "vintage_input" VALUES(1,1,5,'submitted','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,2,2,'approved','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,3,NULL,'expected','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,4,3,'submitted','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,5,NULL,'expected','2026-01-10');
INSERT INTO "vintage_input" VALUES(1,6,4,'submitted','2025-12-20');
INSERT INTO "vintage_input" VALUES(1,7,NULL,'expected','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,8,NULL,'expected','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,9,NULL,'expected','2025-12-20');
CREATE TABLE warning (
	id INTEGER NOT NULL, 
	submission_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	path TEXT NOT NULL, 
	sent TEXT NOT NULL, 
	allowed TEXT NOT NULL, 
	message TEXT NOT NULL, 
	reason TEXT, 
	confirmed_by TEXT, 
	confirmed_at DATETIME, 
	CONSTRAINT pk_warning PRIMARY KEY (id), 
	CONSTRAINT fk_warning_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id)
);
CREATE INDEX ix_unit_parent_code ON unit (parent_code);
CREATE INDEX ix_assignment_form_period ON assignment (form_id, period);
CREATE INDEX ix_assignment_unit ON assignment (unit_id);
CREATE INDEX ix_outbox_state ON outbox (state, next_at);
CREATE INDEX ix_amendment_plan_id ON amendment (plan_id);
CREATE INDEX ix_amendment_digest ON amendment (digest);
CREATE INDEX ix_citation_cited_id ON citation (cited_id);
CREATE INDEX ix_citation_unit_code ON citation (unit_code);
CREATE INDEX ix_plan_act_plan_id ON plan_act (plan_id, unit_id);
CREATE INDEX ix_score_entry_plan_id ON score_entry (plan_id, unit_id);
CREATE INDEX ix_extension_assignment_id ON extension (assignment_id);
CREATE UNIQUE INDEX uq_plan_number ON "plan" (issuer, series, year, number);
CREATE INDEX ix_template_assignment_id ON template (assignment_id);
CREATE INDEX ix_warning_submission_id ON warning (submission_id);
COMMIT;
