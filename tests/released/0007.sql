BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	login TEXT NOT NULL, 
	name TEXT NOT NULL, 
	unit_id INTEGER, 
	roles TEXT NOT NULL, 
	password TEXT, 
	state TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT fk_account_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_account_login UNIQUE (login)
);
INSERT INTO "account" VALUES(1,'mai','Mai',3,'officer',NULL,'invited','2026-11-22 22:15:10.978637','Lan','2026-11-22 22:15:10.978637','Lan');
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
INSERT INTO "act" VALUES(1,'2026-11-22 22:15:01.583927','Lan','units import','','{"added": 15, "edges": 0, "imported": "FssO/7N9qUD3/zrQEY8EqcGYGXFy/r1AzXOqcvmQj38=", "updated": 0}',1,'1536544bd48ea6a0b297f96a8021e0a1e01d8d3f0c501224bdace7027ffa1395');
INSERT INTO "act" VALUES(2,'2026-11-22 22:15:01.807375','Lan','forms add','ward-report@1','{"added": "d+VQzgh1xL6xnS1LwaYaNw=="}',2,'92d3742d1b99c4d2d5d9c4c5d230cad12eb54b3960fda695629502131777fdf0');
INSERT INTO "act" VALUES(3,'2026-11-22 22:15:02.630611','Lan','plans issue','N-2025-1','{"number": "", "planned": "7EtJpTyA4urWmRbR6rHy7QKke8D+G/8ldl3GITbr0u4="}',3,'3e5c46616ee9289ff3bd460039f3c7c6a8ad76b0c6338b4ea87be3bdd8af7aa6');
INSERT INTO "act" VALUES(4,'2026-11-22 22:15:03.046363','Lan','cascade mode','N-2025-1','{"mode": "at_once"}',4,'0888f80d43b7e27e4cfb5c8e35509be93515e5320ba693951b73bc86e1ba4f7b');
INSERT INTO "act" VALUES(5,'2026-11-22 22:15:03.046363','Lan','cascade','N-2025-1','{"assigned": 6, "received": 6}',5,'caeed18ee6c4e278c8a327ccbdd2be2379c7b4987fe2fab61fffb1977fafd703');
INSERT INTO "act" VALUES(6,'2026-11-22 22:15:03.046363','Lan','cascade','N-2025-1','{"assigned": 3, "received": 3}',6,'cb08737614dee2ebcfd0d82ddd373f04394cd1cbcea0dcb912261b371ed051f4');
INSERT INTO "act" VALUES(7,'2026-11-22 22:15:06.529850','Lan','collect','','{"accepted": 4, "bound": "8MAz2T5AdVbX2t/IZIOisuKVHid0DPjdNOHPzIuqsXgq4kbWMeAjmRYLItgA+8x9CBTUYFX/Jt6j+5uGdHP/YA==", "warned": ""}',7,'11b94a02a3d6f3a86ccb10ea298ccfc6a4409b6910425c60661d26fea3ee9b7b');
INSERT INTO "act" VALUES(8,'2026-11-22 22:15:07.978219','Lan','collect','','{"accepted": 1, "bound": "5/NMxnWJKrQlhs90KSnG1A==", "warned": ""}',8,'2a19dc00c7c2655685c8a59c53169793b004283470dd34e695ceb924d5794452');
INSERT INTO "act" VALUES(9,'2026-11-22 22:15:08.271963','Lan','rollup','ward-report@1','{"period": "2025", "rows": 6}',9,'42a0e85d550f429d284255b792cd1ad11866905b7413efce8da59433f7e22b2d');
INSERT INTO "act" VALUES(10,'2026-11-22 22:15:08.824999','Lan','extend','N-2025-1','{"approver": "Hà", "below": false, "count": 1, "form": "ward-report", "period": "2025", "reason": "Bão", "to": "2027-01-10", "unit": "W122"}',10,'f34c8bb4c9d51410995deb9ebeb79f8b1b65f49f40d7f1de24a9cfe711826cd3');
INSERT INTO "act" VALUES(11,'2026-11-22 22:15:09.143004','Bình','review approve','W112 ward-report@1 2025','{"judged": "VtCTHL1oDUp+bUi0ncYNaA==", "officer": "D11", "plan": "N-2025-1", "sha256": "c54dccf836d2cde2efb6d0156963b2ea7b12f658b5e55f8cc4f63036dd2c5819", "turn": 1}',11,'ab4e791e030277ee1258b5bae140872fad26f7f939bd1ba250645c9726961c87');
INSERT INTO "act" VALUES(12,'2026-11-22 22:15:09.775663','Lan','template','W211 ward-report 2025','{"made": 1}',12,'f25a24a2a6f7a1e58dd4103859e6b3ccea12ad3db1608e1e7ea9b52cda77f6f7');
INSERT INTO "act" VALUES(13,'2026-11-22 22:15:10.367933','Lan','publish','ward-report@1','{"figures": "04b288634f8142caa4c1392aa7ecbaca79cc0e9dd4d9e7ef92e70b1b692cc5ba", "final": false, "inputs": "800534ddf4c489efdfcdf7467ed30b57757d989e7faaf717be52f0a66e9433a1", "note": "", "number": 1, "period": "2025", "plan": "N-2025-1", "roster_on": "2025-06-01", "targets": "63cf8174761b1c2d882a60adad60d304e9d80b07ef31d7f7884264f7527ae637"}',13,'4adffb4e2a722678cc69f33ab678bb43459e782e660a6409bc9df3eb57afd16a');
INSERT INTO "act" VALUES(14,'2026-11-22 22:15:10.978637','Lan','accounts invite','mai','{"roles": "officer", "unit": "D11"}',14,'df0eee315237d9ac957f75789ce0727a30844134e3e6c649e17075249a3a9645');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
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
CREATE TABLE api_token (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	token TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	revoked_at DATETIME, 
	CONSTRAINT pk_api_token PRIMARY KEY (id), 
	CONSTRAINT fk_api_token_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_api_token_token UNIQUE (token)
);
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
INSERT INTO "assignment" VALUES(3,1,11,1,'2025','2025-12-05','submitted',3);
INSERT INTO "assignment" VALUES(4,1,12,1,'2025','2025-12-05','submitted',4);
INSERT INTO "assignment" VALUES(5,1,13,1,'2025','2027-01-10','expected',NULL);
INSERT INTO "assignment" VALUES(6,1,5,1,'2025','2025-12-20','expected',NULL);
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
CREATE TABLE attempt (
	"key" TEXT NOT NULL, 
	failed INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	closed_until DATETIME, 
	CONSTRAINT pk_attempt PRIMARY KEY ("key")
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
INSERT INTO "extension" VALUES(1,5,'2025-12-05','2027-01-10','Bão','Hà','2026-11-22 22:15:08.824999','Lan',NULL,NULL,NULL);
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
INSERT INTO "form" VALUES(1,'ward-report',1,'062d1489013acb7f8e22c87d398514d311e95779fe16cfd9f51c216d0805fad9','{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "ward-report", "title": "Ward report", "type": "object", "x-period": "year", "additionalProperties": false, "properties": {"leaders": {"type": "object", "properties": {"total": {"type": "integer", "minimum": 0, "x-rollup": "sum"}, "women": {"type": "integer", "minimum": 0, "x-rollup": "sum"}, "rate": {"type": "number", "x-rollup": {"ratio": ["leaders.women", "leaders.total"], "scale": 100}, "x-decimals": 1, "readOnly": true}}}, "committee": {"type": "boolean", "x-rollup": "count"}, "money": {"type": "number", "minimum": 0, "x-rollup": "sum", "x-decimals": 2}, "difficulties": {"type": "string", "x-rollup": "collect"}}, "x-checks": [{"left": ["leaders.women"], "op": "<=", "right": ["leaders.total"], "severity": "error", "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."}}]}','2026-11-22 22:15:01.807375','Lan');
CREATE TABLE invitation (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	token TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_invitation PRIMARY KEY (id), 
	CONSTRAINT fk_invitation_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_invitation_token UNIQUE (token)
);
INSERT INTO "invitation" VALUES(1,1,'db231013f0a20e9ab488ddd512e8a029fff17c7714c988581360fa896fee6368','2026-11-22 22:15:10.978637','Lan','2026-11-29 22:15:10.978637',NULL);
CREATE TABLE lineage (
	old_code TEXT NOT NULL, 
	new_code TEXT NOT NULL, 
	on_day DATE NOT NULL, 
	share TEXT, 
	kind TEXT NOT NULL, 
	CONSTRAINT pk_lineage PRIMARY KEY (old_code, new_code, on_day)
);
CREATE TABLE measure (
	form_id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	over_time TEXT NOT NULL, 
	decimals INTEGER NOT NULL, 
	derived BOOLEAN NOT NULL, 
	suppress_below INTEGER NOT NULL, 
	label_vi TEXT NOT NULL, 
	label_en TEXT NOT NULL, 
	measured_in_vi TEXT NOT NULL, 
	measured_in_en TEXT NOT NULL, 
	CONSTRAINT pk_measure PRIMARY KEY (form_id, path), 
	CONSTRAINT fk_measure_form_id FOREIGN KEY(form_id) REFERENCES form (id)
);
INSERT INTO "measure" VALUES(1,'leaders.total',1,'integer','sum','none',0,0,0,'leaders.total','leaders.total','','');
INSERT INTO "measure" VALUES(1,'leaders.women',2,'integer','sum','none',0,0,0,'leaders.women','leaders.women','','');
INSERT INTO "measure" VALUES(1,'leaders.rate',3,'number','ratio','none',1,1,0,'leaders.rate','leaders.rate','','');
INSERT INTO "measure" VALUES(1,'committee',4,'boolean','count','none',0,0,0,'committee','committee','','');
INSERT INTO "measure" VALUES(1,'money',5,'number','sum','none',2,0,0,'money','money','','');
INSERT INTO "measure" VALUES(1,'difficulties',6,'text','collect','none',0,0,0,'difficulties','difficulties','','');
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT, 
	CONSTRAINT pk_meta PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('journal_head','14 df0eee315237d9ac957f75789ce0727a30844134e3e6c649e17075249a3a9645');
INSERT INTO "meta" VALUES('profile','plain');
INSERT INTO "meta" VALUES('units_version','1');
INSERT INTO "meta" VALUES('assignments_version','2');
INSERT INTO "meta" VALUES('rollup_1_saw','2 5');
CREATE TABLE notice (
	amendment_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (amendment_id, unit_id), 
	CONSTRAINT fk_notice_amendment_id FOREIGN KEY(amendment_id) REFERENCES amendment (id), 
	CONSTRAINT fk_notice_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id)
);
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
INSERT INTO "plan" VALUES(1,'N-2025-1',1,'Plan of the nation','2025','9ac67f60e00f5275a00818ef2cb652e10588291b1b8269ae5d052ed4bb553a1b','{"collects":[{"due":{"2025":{"days_before":{"ward":15},"national":"2025-12-20"}},"form":"ward-report","from":{"leaves":true},"periods":["2025"]}],"issuer":"N","period":"2025","roster_on":"2025-06-01","title":"Plan of the nation"}','2025-06-01','2026-11-22 22:15:02.630611','Lan','issued','at_once','N',NULL,NULL,NULL);
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
INSERT INTO "plan_act" VALUES(1,1,NULL,'2026-11-22 22:15:03.046363','Lan','cascade',NULL,'{"mode": "at_once"}');
INSERT INTO "plan_act" VALUES(2,1,13,'2026-11-22 22:15:08.824999','Lan','extend','Bão','{"approver": "Hà", "below": false, "count": 1, "form": "ward-report", "period": "2025", "to": "2027-01-10", "unit": "W122"}');
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
INSERT INTO "receipt" VALUES(1,9,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,10,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,11,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,12,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,13,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,5,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,14,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,15,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "receipt" VALUES(1,8,'received','2026-11-22 22:15:03.046363',NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "review" VALUES(1,2,1,'approved',2,'c54dccf836d2cde2efb6d0156963b2ea7b12f658b5e55f8cc4f63036dd2c5819','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',3,'district',NULL,NULL,NULL,0,'2026-11-22 22:15:09.143004','Bình');
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
INSERT INTO "rollup" VALUES(1,1,'2025',0,'2025-06-01','2026-11-22 22:15:08.271963');
CREATE TABLE "rollup_input" (
	rollup_id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	submission_id INTEGER, 
	CONSTRAINT pk_rollup_input PRIMARY KEY (rollup_id, assignment_id), 
	CONSTRAINT fk_rollup_input_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	CONSTRAINT fk_rollup_input_rollup_id FOREIGN KEY(rollup_id) REFERENCES rollup (id), 
	CONSTRAINT fk_rollup_input_submission_id FOREIGN KEY(submission_id) REFERENCES submission (id)
)
 WITHOUT ROWID

;
INSERT INTO "rollup_input" VALUES(1,1,5);
INSERT INTO "rollup_input" VALUES(1,2,2);
INSERT INTO "rollup_input" VALUES(1,3,3);
INSERT INTO "rollup_input" VALUES(1,4,4);
INSERT INTO "rollup_input" VALUES(1,5,NULL);
INSERT INTO "rollup_input" VALUES(1,6,NULL);
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
INSERT INTO "rollup_row" VALUES(1,1,X'040000000000000009000000000000000F0000000000000004000000000000000900000000000000090000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000100000000000000000000000000000000000000000000000100000000000000000000000000000000000000000000000700000000000000000000000000000001000000000000000900000000000000E204000000000000');
INSERT INTO "rollup_row" VALUES(1,2,X'040000000000000006000000000000000F0000000000000004000000000000000600000000000000090000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000100000000000000000000000000000000000000000000000500000000000000000000000000000001000000000000000600000000000000E204000000000000');
INSERT INTO "rollup_row" VALUES(1,3,X'030000000000000003000000000000000B00000000000000030000000000000003000000000000000700000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000003000000000000000000000000000000000000000000000003000000000000000000000000000000');
INSERT INTO "rollup_row" VALUES(1,4,X'01000000000000000200000000000000040000000000000001000000000000000200000000000000020000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000001000000000000000200000000000000E204000000000000');
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
CREATE TABLE session (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	token TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_session_token UNIQUE (token)
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
INSERT INTO "submission" VALUES(1,1,1,'3ea55fa1d9ebf46ca75478448b1bba9b39bca4e06421f6a2f4b7d3ddf39c3119',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313131222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B22646966666963756C74696573223A22546869E1BABF75206B696E68207068C3AD222C226C6561646572732E746F74616C223A2232222C226C6561646572732E776F6D656E223A2231227D7D',X'020000000000000001000000000000000000000000000000000000000000000001010000','{"difficulties": "Thiếu kinh phí"}','Lan',NULL,'a.jsonl:1','2026-11-22 22:15:06.529850');
INSERT INTO "submission" VALUES(2,2,1,'c54dccf836d2cde2efb6d0156963b2ea7b12f658b5e55f8cc4f63036dd2c5819',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313132222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B22646966666963756C74696573223A22546869E1BABF75206B696E68207068C3AD222C226C6561646572732E746F74616C223A2233222C226C6561646572732E776F6D656E223A2232227D7D',X'030000000000000002000000000000000000000000000000000000000000000001010000','{"difficulties": "Thiếu kinh phí"}','Lan',NULL,'a.jsonl:2','2026-11-22 22:15:06.529850');
INSERT INTO "submission" VALUES(3,3,1,'44b2993bcb4bc7d6b50d2a9f8b3d64d9c4cb561efbf63aaa04f9cfcf49d6dd6d',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313133222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B22646966666963756C74696573223A22546869E1BABF75206B696E68207068C3AD222C226C6561646572732E746F74616C223A2234222C226C6561646572732E776F6D656E223A2233227D7D',X'040000000000000003000000000000000000000000000000000000000000000001010000','{"difficulties": "Thiếu kinh phí"}','Lan',NULL,'a.jsonl:3','2026-11-22 22:15:06.529850');
INSERT INTO "submission" VALUES(4,4,1,'6bcd6f57bfa631d55a63b82ad13cd2a35db1955a544c1a2554cae1c5c4dd2da9',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313231222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B226C6561646572732E746F74616C223A2234222C226C6561646572732E776F6D656E223A2232222C226D6F6E6579223A2231322E35227D7D',X'040000000000000002000000000000000000000000000000E20400000000000001010001',NULL,'Lan',NULL,'a.jsonl:4','2026-11-22 22:15:06.529850');
INSERT INTO "submission" VALUES(5,1,2,'f0b058ff6d39c674f3489a07cb8625d002d14d968dd43f19a63357688a936f86',X'7B22666F726D223A22776172642D7265706F72744031222C226D61726B73223A7B7D2C22706572696F64223A2232303235222C22756E6974223A2257313131222C2276616C69645F66726F6D223A22303030312D30312D3031222C2276616C756573223A7B226C6561646572732E746F74616C223A2234222C226C6561646572732E776F6D656E223A2232227D7D',X'040000000000000002000000000000000000000000000000000000000000000001010000',NULL,'Lan',NULL,'b.jsonl:1','2026-11-22 22:15:07.978219');
CREATE TABLE submission_key (
	"key" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	CONSTRAINT pk_submission_key PRIMARY KEY ("key")
);
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
INSERT INTO "template" VALUES('CNH2QL-FNYSJW-LXR5EC-W7HFPQ',7,'blank',NULL,'{"asked":[],"elsewhere":{},"open":null,"standing":{}}','2026-11-22 22:15:09.775663','Lan');
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
INSERT INTO "vintage" VALUES(1,'ward-report','2025',1,1,0,'2025-06-01',1,'800534ddf4c489efdfcdf7467ed30b57757d989e7faaf717be52f0a66e9433a1','04b288634f8142caa4c1392aa7ecbaca79cc0e9dd4d9e7ef92e70b1b692cc5ba','{"issued": {}, "shares": {}}','','2026-11-22 22:15:10.367933','Lan');
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
INSERT INTO "vintage_input" VALUES(1,3,3,'submitted','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,4,4,'submitted','2025-12-05');
INSERT INTO "vintage_input" VALUES(1,5,NULL,'expected','2027-01-10');
INSERT INTO "vintage_input" VALUES(1,6,NULL,'expected','2025-12-20');
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
CREATE INDEX ix_account_unit_id ON account (unit_id);
CREATE INDEX ix_invitation_account_id ON invitation (account_id);
CREATE INDEX ix_session_account_id ON session (account_id);
CREATE INDEX ix_api_token_account_id ON api_token (account_id);
CREATE VIEW analyst_units AS 
    SELECT id AS unit_id, code AS unit, name AS unit_name, level, type, parent_code,
        valid_from, valid_to, weight, lat, lon
    FROM unit;
CREATE VIEW analyst_measures AS 
    SELECT f.name AS form, f.version AS form_version, m.place, m.path AS measure, m.kind, m.rule,
        m.over_time, m.decimals, CASE WHEN m.derived THEN 1 ELSE 0 END AS derived,
        m.suppress_below, m.label_vi, m.label_en, m.measured_in_vi, m.measured_in_en
    FROM measure m
    JOIN form f ON f.id = m.form_id;
CREATE VIEW analyst_assignments AS 
    SELECT a.id AS assignment_id, 
    p.ref AS plan, f.name AS form, f.version AS form_version, a.period,
    u.id AS unit_id, u.code AS unit, u.name AS unit_name, u.level, u.parent_code, a.due, a.state, CASE WHEN a.state IN ('succeeded', 'withdrawn') THEN 1 ELSE 0 END AS closed,
        s.revision AS latest_revision, o.received_at AS first_received,
        s.received_at AS latest_received, s.sender AS latest_sender, s.on_behalf_of
    
    FROM assignment a
    JOIN plan p ON p.id = a.plan_id
    JOIN unit u ON u.id = a.unit_id
    JOIN form f ON f.id = a.form_id
    LEFT JOIN submission s ON s.id = a.latest_id
    LEFT JOIN submission o ON o.assignment_id = a.id AND o.revision = 1;
CREATE VIEW analyst_submissions AS 
    SELECT s.id AS submission_id, a.id AS assignment_id, 
    p.ref AS plan, f.name AS form, f.version AS form_version, a.period,
    u.id AS unit_id, u.code AS unit, u.name AS unit_name, u.level, u.parent_code, a.state, CASE WHEN a.state IN ('succeeded', 'withdrawn') THEN 1 ELSE 0 END AS closed,
        s.revision, CASE WHEN s.id = a.latest_id THEN 1 ELSE 0 END AS is_latest, s.received_at, s.sender, s.on_behalf_of, s.source,
        s.digest AS sha256
    
    FROM assignment a
    JOIN plan p ON p.id = a.plan_id
    JOIN unit u ON u.id = a.unit_id
    JOIN form f ON f.id = a.form_id
    JOIN submission s ON s.assignment_id = a.id;
CREATE VIEW analyst_revision_values AS 
    SELECT s.id AS submission_id, a.id AS assignment_id, 
    p.ref AS plan, f.name AS form, f.version AS form_version, a.period,
    u.id AS unit_id, u.code AS unit, u.name AS unit_name, u.level, u.parent_code, a.state, CASE WHEN a.state IN ('succeeded', 'withdrawn') THEN 1 ELSE 0 END AS closed,
        s.revision, CASE WHEN s.id = a.latest_id THEN 1 ELSE 0 END AS is_latest, c.path AS measure, m.kind,
        CASE WHEN c.part = 'values' THEN c.said END AS value,
        CASE WHEN c.part <> 'values' THEN NULL
            WHEN m.kind IN ('integer', 'number') THEN CAST(c.said AS NUMERIC)
            WHEN m.kind = 'boolean' AND c.said = 'true' THEN 1
            WHEN m.kind = 'boolean' AND c.said = 'false' THEN 0 END AS number,
        CASE WHEN c.part = 'marks' THEN c.said END AS mark
    
    FROM assignment a
    JOIN plan p ON p.id = a.plan_id
    JOIN unit u ON u.id = a.unit_id
    JOIN form f ON f.id = a.form_id
    JOIN submission s ON s.assignment_id = a.id
    
    JOIN (
        SELECT submission.id, substr(t.path, 3) AS part, t.key AS path,
            CASE WHEN t.type IN ('true', 'false') THEN t.type ELSE t.value END AS said
        FROM submission, json_tree(CAST(submission.payload AS TEXT)) t
        WHERE t.path IN ('$.values', '$.marks')
    ) c ON c.id = s.id
    LEFT JOIN measure m ON m.form_id = a.form_id AND m.path = c.path;
CREATE VIEW analyst_values AS 
    SELECT submission_id, assignment_id, plan, form, form_version, period,
        unit_id, unit, unit_name, level, parent_code, state, revision,
        measure, kind, value, number, mark
    FROM analyst_revision_values
    WHERE is_latest = 1 AND closed = 0;
CREATE VIEW analyst_vintage_inputs AS 
    SELECT v.form, v.period, v.number AS vintage, f.name AS input_form,
        f.version AS input_form_version, a.period AS input_period,
        CASE WHEN a.form_id = v.form_id THEN 1 ELSE 0 END AS own, a.id AS assignment_id,
        u.id AS unit_id, u.code AS unit, u.name AS unit_name, u.level, u.parent_code,
        i.state, i.due, s.id AS submission_id, s.revision, s.digest AS sha256
    FROM vintage v
    JOIN vintage_input i ON i.vintage_id = v.id
    JOIN assignment a ON a.id = i.assignment_id
    JOIN form f ON f.id = a.form_id
    JOIN unit u ON u.id = a.unit_id
    LEFT JOIN submission s ON s.id = i.submission_id;
CREATE VIEW analyst_vintages AS 
    SELECT v.form, f.version AS form_version, v.period, v.number AS vintage,
        CASE WHEN v.final THEN 1 ELSE 0 END AS final, v.roster_on, p.ref AS plan,
        v.at AS published_at, v.actor AS published_by, v.note,
        v.inputs_digest AS inputs_sha256, v.figures_digest AS figures_sha256
    FROM vintage v
    JOIN form f ON f.id = v.form_id
    JOIN plan p ON p.id = v.plan_id;
CREATE VIEW analyst_journal AS 
    SELECT number, at, actor, verb, subject, hash
    FROM act;
COMMIT;
