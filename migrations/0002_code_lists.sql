-- 0002 Code lists.
-- Why: the national lists and the lists of our own that every fact refers to.
-- Safe on live data: yes (inserts only). Personal data: no.
-- Authorities: DfE three-digit codes, look-up of 27 July 2026 (live and former authorities, for old UPNs and moves).
INSERT INTO authority (code, ons_code, name, live) VALUES
  ('201', 'E09000001', 'City of London', 1),
  ('202', 'E09000007', 'Camden', 1),
  ('203', 'E09000011', 'Greenwich', 1),
  ('204', 'E09000012', 'Hackney', 1),
  ('205', 'E09000013', 'Hammersmith and Fulham', 1),
  ('206', 'E09000019', 'Islington', 1),
  ('207', 'E09000020', 'Kensington and Chelsea', 1),
  ('208', 'E09000022', 'Lambeth', 1),
  ('209', 'E09000023', 'Lewisham', 1),
  ('210', 'E09000028', 'Southwark', 1),
  ('211', 'E09000030', 'Tower Hamlets', 1),
  ('212', 'E09000032', 'Wandsworth', 1),
  ('213', 'E09000033', 'Westminster', 1),
  ('301', 'E09000002', 'Barking and Dagenham', 1),
  ('302', 'E09000003', 'Barnet', 1),
  ('303', 'E09000004', 'Bexley', 1),
  ('304', 'E09000005', 'Brent', 1),
  ('305', 'E09000006', 'Bromley', 1),
  ('306', 'E09000008', 'Croydon', 1),
  ('307', 'E09000009', 'Ealing', 1),
  ('308', 'E09000010', 'Enfield', 1),
  ('309', 'E09000014', 'Haringey', 1),
  ('310', 'E09000015', 'Harrow', 1),
  ('311', 'E09000016', 'Havering', 1),
  ('312', 'E09000017', 'Hillingdon', 1),
  ('313', 'E09000018', 'Hounslow', 1),
  ('314', 'E09000021', 'Kingston upon Thames', 1),
  ('315', 'E09000024', 'Merton', 1),
  ('316', 'E09000025', 'Newham', 1),
  ('317', 'E09000026', 'Redbridge', 1),
  ('318', 'E09000027', 'Richmond upon Thames', 1),
  ('319', 'E09000029', 'Sutton', 1),
  ('320', 'E09000031', 'Waltham Forest', 1),
  ('330', 'E08000025', 'Birmingham', 1),
  ('331', 'E08000026', 'Coventry', 1),
  ('332', 'E08000027', 'Dudley', 1),
  ('333', 'E08000028', 'Sandwell', 1),
  ('334', 'E08000029', 'Solihull', 1),
  ('335', 'E08000030', 'Walsall', 1),
  ('336', 'E08000031', 'Wolverhampton', 1),
  ('340', 'E08000011', 'Knowsley', 1),
  ('341', 'E08000012', 'Liverpool', 1),
  ('342', 'E08000013', 'St. Helens', 1),
  ('343', 'E08000014', 'Sefton', 1),
  ('344', 'E08000015', 'Wirral', 1),
  ('350', 'E08000001', 'Bolton', 1),
  ('351', 'E08000002', 'Bury', 1),
  ('352', 'E08000003', 'Manchester', 1),
  ('353', 'E08000004', 'Oldham', 1),
  ('354', 'E08000005', 'Rochdale', 1),
  ('355', 'E08000006', 'Salford', 1),
  ('356', 'E08000007', 'Stockport', 1),
  ('357', 'E08000008', 'Tameside', 1),
  ('358', 'E08000009', 'Trafford', 1),
  ('359', 'E08000010', 'Wigan', 1),
  ('370', 'E08000038', 'Barnsley', 1),
  ('371', 'E08000017', 'Doncaster', 1),
  ('372', 'E08000018', 'Rotherham', 1),
  ('373', 'E08000039', 'Sheffield', 1),
  ('380', 'E08000032', 'Bradford', 1),
  ('381', 'E08000033', 'Calderdale', 1),
  ('382', 'E08000034', 'Kirklees', 1),
  ('383', 'E08000035', 'Leeds', 1),
  ('384', 'E08000036', 'Wakefield', 1),
  ('390', 'E08000037', 'Gateshead', 1),
  ('391', 'E08000021', 'Newcastle upon Tyne', 1),
  ('392', 'E08000022', 'North Tyneside', 1),
  ('393', 'E08000023', 'South Tyneside', 1),
  ('394', 'E08000024', 'Sunderland', 1),
  ('420', 'E06000053', 'Isles of Scilly', 1),
  ('702', 'z', 'British Forces Post Office overseas establishments', 0),
  ('800', 'E06000022', 'Bath and North East Somerset', 1),
  ('801', 'E06000023', 'Bristol, City of', 1),
  ('802', 'E06000024', 'North Somerset', 1),
  ('803', 'E06000025', 'South Gloucestershire', 1),
  ('805', 'E06000001', 'Hartlepool', 1),
  ('806', 'E06000002', 'Middlesbrough', 1),
  ('807', 'E06000003', 'Redcar and Cleveland', 1),
  ('808', 'E06000004', 'Stockton-on-Tees', 1),
  ('810', 'E06000010', 'Kingston upon Hull, City of', 1),
  ('811', 'E06000011', 'East Riding of Yorkshire', 1),
  ('812', 'E06000012', 'North East Lincolnshire', 1),
  ('813', 'E06000013', 'North Lincolnshire', 1),
  ('815', 'E06000065', 'North Yorkshire', 1),
  ('816', 'E06000014', 'York', 1),
  ('820', 'E10000001', 'Bedfordshire', 0),
  ('821', 'E06000032', 'Luton', 1),
  ('822', 'E06000055', 'Bedford', 1),
  ('823', 'E06000056', 'Central Bedfordshire', 1),
  ('825', 'E06000060', 'Buckinghamshire', 1),
  ('826', 'E06000042', 'Milton Keynes', 1),
  ('830', 'E10000007', 'Derbyshire', 1),
  ('831', 'E06000015', 'Derby', 1),
  ('835', 'E10000009', 'Dorset', 0),
  ('836', 'E06000029', 'Poole', 0),
  ('837', 'E06000028', 'Bournemouth', 0),
  ('838', 'E06000059', 'Dorset', 1),
  ('839', 'E06000058', 'Bournemouth, Christchurch and Poole', 1),
  ('840', 'E06000047', 'County Durham', 1),
  ('841', 'E06000005', 'Darlington', 1),
  ('845', 'E10000011', 'East Sussex', 1),
  ('846', 'E06000043', 'Brighton and Hove', 1),
  ('850', 'E10000014', 'Hampshire', 1),
  ('851', 'E06000044', 'Portsmouth', 1),
  ('852', 'E06000045', 'Southampton', 1),
  ('855', 'E10000018', 'Leicestershire', 1),
  ('856', 'E06000016', 'Leicester', 1),
  ('857', 'E06000017', 'Rutland', 1),
  ('860', 'E10000028', 'Staffordshire', 1),
  ('861', 'E06000021', 'Stoke-on-Trent', 1),
  ('865', 'E06000054', 'Wiltshire', 1),
  ('866', 'E06000030', 'Swindon', 1),
  ('867', 'E06000036', 'Bracknell Forest', 1),
  ('868', 'E06000040', 'Windsor and Maidenhead', 1),
  ('869', 'E06000037', 'West Berkshire', 1),
  ('870', 'E06000038', 'Reading', 1),
  ('871', 'E06000039', 'Slough', 1),
  ('872', 'E06000041', 'Wokingham', 1),
  ('873', 'E10000003', 'Cambridgeshire', 1),
  ('874', 'E06000031', 'Peterborough', 1),
  ('875', 'E10000004', 'Cheshire', 0),
  ('876', 'E06000006', 'Halton', 1),
  ('877', 'E06000007', 'Warrington', 1),
  ('878', 'E10000008', 'Devon', 1),
  ('879', 'E06000026', 'Plymouth', 1),
  ('880', 'E06000027', 'Torbay', 1),
  ('881', 'E10000012', 'Essex', 1),
  ('882', 'E06000033', 'Southend-on-Sea', 1),
  ('883', 'E06000034', 'Thurrock', 1),
  ('884', 'E06000019', 'Herefordshire, County of', 1),
  ('885', 'E10000034', 'Worcestershire', 1),
  ('886', 'E10000016', 'Kent', 1),
  ('887', 'E06000035', 'Medway', 1),
  ('888', 'E10000017', 'Lancashire', 1),
  ('889', 'E06000008', 'Blackburn with Darwen', 1),
  ('890', 'E06000009', 'Blackpool', 1),
  ('891', 'E10000024', 'Nottinghamshire', 1),
  ('892', 'E06000018', 'Nottingham', 1),
  ('893', 'E06000051', 'Shropshire', 1),
  ('894', 'E06000020', 'Telford and Wrekin', 1),
  ('895', 'E06000049', 'Cheshire East', 1),
  ('896', 'E06000050', 'Cheshire West and Chester', 1),
  ('908', 'E06000052', 'Cornwall', 1),
  ('909', 'E10000006', 'Cumbria', 0),
  ('916', 'E10000013', 'Gloucestershire', 1),
  ('919', 'E10000015', 'Hertfordshire', 1),
  ('921', 'E06000046', 'Isle of Wight', 1),
  ('925', 'E10000019', 'Lincolnshire', 1),
  ('926', 'E10000020', 'Norfolk', 1),
  ('928', 'E10000021', 'Northamptonshire', 0),
  ('929', 'E06000057', 'Northumberland', 1),
  ('931', 'E10000025', 'Oxfordshire', 1),
  ('933', 'E06000066', 'Somerset', 1),
  ('935', 'E10000029', 'Suffolk', 1),
  ('936', 'E10000030', 'Surrey', 1),
  ('937', 'E10000031', 'Warwickshire', 1),
  ('938', 'E10000032', 'West Sussex', 1),
  ('940', 'E06000061', 'North Northamptonshire', 1),
  ('941', 'E06000062', 'West Northamptonshire', 1),
  ('942', 'E06000063', 'Cumberland', 1),
  ('943', 'E06000064', 'Westmorland and Furness', 1);
-- DfE elective home education: primary reasons, published labels of autumn 2025/26 in file order.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('ehe_reason', 'physical_health', 1, 'Physical health', 'Physical health'),
  ('ehe_reason', 'mental_health', 2, 'Mental health', 'Mental health'),
  ('ehe_reason', 'health_concerns_related_to_covid19', 3, 'Health concerns related to COVID19', 'Health concerns relating to COVID-19'),
  ('ehe_reason', 'school_dissatisfaction_general', 4, 'School dissatisfaction general', 'Dissatisfaction with school - general'),
  ('ehe_reason', 'school_dissatisfaction_send', 5, 'School dissatisfaction SEND', 'Dissatisfaction with school - SEND'),
  ('ehe_reason', 'school_dissatisfaction_bullying', 6, 'School dissatisfaction bullying', 'Dissatisfaction with school - bullying'),
  ('ehe_reason', 'lifestyle', 7, 'Lifestyle', 'Lifestyle choice'),
  ('ehe_reason', 'philosophical_or_preferential', 8, 'Philosophical or preferential', 'Philosophical or preferential reasons'),
  ('ehe_reason', 'religious', 9, 'Religious', 'Religious reasons'),
  ('ehe_reason', 'risk_of_school_exclusion', 10, 'Risk of school exclusion', 'Risk of school exclusion'),
  ('ehe_reason', 'permanent_exclusion', 11, 'Permanent exclusion', 'Permanent exclusion'),
  ('ehe_reason', 'did_not_get_school_preference', 12, 'Did not get school preference', 'Did not get school preference'),
  ('ehe_reason', 'difficulty_accessing_suitable_school_place', 13, 'Difficulty accessing suitable school place', 'Difficulty accessing a suitable school place'),
  ('ehe_reason', 'offered_school_place_but_not_yet_accepted', 14, 'Offered school place but not yet accepted', ''),
  ('ehe_reason', 'did_not_apply_for_school_place_at_compulsory_school_age', 15, 'Did not apply for school place at compulsory school age', ''),
  ('ehe_reason', 'school_suggestion', 16, 'School suggestion', 'Suggestion or pressure from school'),
  ('ehe_reason', 'other', 17, 'Other', 'Other'),
  ('ehe_reason', 'no_reason_given', 18, 'No reason given', 'Parent did not provide a reason'),
  ('ehe_reason', 'unknown', 19, 'Unknown', 'Unknown to the local authority');
-- DfE children missing education: primary reasons, published labels of autumn 2025/26 in file order.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('cme_reason', 'moved_in_from_another_local_authority', 1, 'Moved in from another local authority', 'Moved in from another local authority'),
  ('cme_reason', 'moved_in_from_another_country', 2, 'Moved in from another country', 'Moved in from another country'),
  ('cme_reason', 'school_application_awaiting_outcome', 3, 'School application awaiting outcome', 'School application awaiting outcome'),
  ('cme_reason', 'offered_school_place_but_not_yet_accepted', 4, 'Offered school place but not yet accepted', 'Offered school place but not yet accepted'),
  ('cme_reason', 'waiting_school_start', 5, 'Waiting school start', 'Waiting school start'),
  ('cme_reason', 'did_not_get_school_preference', 6, 'Did not get school preference', 'Did not get school preference'),
  ('cme_reason', 'unsuitable_elective_home_education', 7, 'Unsuitable elective home education', 'Unsuitable elective home education'),
  ('cme_reason', 'difficulty_accessing_suitable_school_place', 8, 'Difficulty accessing suitable school place', 'Difficulty accessing suitable school place'),
  ('cme_reason', 'school_dissatisfaction_general', 9, 'School dissatisfaction general', 'School dissatisfaction general'),
  ('cme_reason', 'school_dissatisfaction_send', 10, 'School dissatisfaction SEND', 'School dissatisfaction SEND'),
  ('cme_reason', 'mental_health', 11, 'Mental health', 'Mental health'),
  ('cme_reason', 'physical_health', 12, 'Physical health', 'Physical health'),
  ('cme_reason', 'parental_decision_not_to_register_at_school', 13, 'Parental decision not to register at school', 'Parental decision not to register at school'),
  ('cme_reason', 'did_not_apply_for_school_place_at_compulsory_school_age', 14, 'Did not apply for school place at compulsory school age', 'Did not apply for school place at compulsory school age'),
  ('cme_reason', 'challenging_school_attendance_order', 15, 'Challenging school attendance order', 'Challenging school attendance order'),
  ('cme_reason', 'believed_to_have_moved_to_another_local_authority', 16, 'Believed to have moved to another local authority', 'Believed to have moved to another local authority'),
  ('cme_reason', 'believed_to_have_moved_to_another_country', 17, 'Believed to have moved to another country', 'Believed to have moved to another country'),
  ('cme_reason', 'unknown', 18, 'Unknown', 'Unknown'),
  ('cme_reason', 'not_recorded', 19, 'Not recorded', 'Not recorded'),
  ('cme_reason', 'other', 20, 'Other', 'Other');
-- DfE: setting before home education.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('prior_setting', 'early_years_setting', 1, 'Early years setting', 'Early years setting'),
  ('prior_setting', 'no_prior_establishment', 2, 'No prior establishment', 'No prior establishment'),
  ('prior_setting', 'local_authority_maintained', 3, 'Local authority maintained', 'Local authority maintained'),
  ('prior_setting', 'academy', 4, 'Academy', 'Academy'),
  ('prior_setting', 'free_school', 5, 'Free school', 'Free school'),
  ('prior_setting', 'independent', 6, 'Independent', 'Independent'),
  ('prior_setting', 'special', 7, 'Special', 'Special'),
  ('prior_setting', 'alternative_provision', 8, 'Alternative provision', 'Alternative provision'),
  ('prior_setting', 'pupil_referral_unit', 9, 'Pupil referral unit', 'Pupil referral unit'),
  ('prior_setting', 'home_educated_outside_the_local_authority', 10, 'Home educated outside the local authority', 'Home educated outside the local authority'),
  ('prior_setting', 'elsewhere_unknown', 11, 'Elsewhere/Unknown', 'Elsewhere/Unknown');
-- Routes onto the register, s. 436B(5); what each does is in src/rule/route.c.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('route', 'home_education', 1, 'home educated (EHE)', 'home educated (EHE)'),
  ('route', 'flexi_schooling', 2, 'flexi-schooling', 'flexi-schooling'),
  ('route', 'section_19', 3, 'section 19 provision', 'section 19 provision'),
  ('route', 'school_off_site', 4, 'off-site, arranged by a school', 'off-site, arranged by a school'),
  ('route', 'eotas', 5, 'EOTAS, s. 61 Children and Families Act 2014', 'EOTAS, s. 61 Children and Families Act 2014'),
  ('route', 'part_time_college', 6, 'part-time college, 14 to 16', 'part-time college, 14 to 16'),
  ('route', 'unregistered_setting', 7, 'unregistered setting', 'unregistered setting'),
  ('route', 'missing_education', 8, 'missing education (CME)', 'missing education (CME)'),
  ('route', 'part_time_timetable', 9, 'part-time timetable (reviewed decision)', 'part-time timetable (reviewed decision)'),
  ('route', 'on_roll_absent', 10, 'on a roll and absent', 'on a roll and absent'),
  ('route', 'approaching_school_age', 11, 'approaching school age', 'approaching school age');
-- Why a child went over to a route, or a further route began or ended.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('route_reason', 'appears_not_suitable', 1, 'the education appears not suitable', 'the education appears not suitable'),
  ('route_reason', 'appears_suitable', 2, 'suitable education is arranged', 'suitable education is arranged'),
  ('route_reason', 'parents_chose', 3, 'the parents chose it', 'the parents chose it'),
  ('route_reason', 'school_agreed', 4, 'agreed with the school', 'agreed with the school'),
  ('route_reason', 'school_arranged', 5, 'arranged by the school', 'arranged by the school'),
  ('route_reason', 'authority_arranged', 6, 'arranged by the authority', 'arranged by the authority'),
  ('route_reason', 'plan_decided', 7, 'decided with the EHC plan', 'decided with the EHC plan'),
  ('route_reason', 'college_began', 8, 'part-time study at a college began', 'part-time study at a college began'),
  ('route_reason', 'left_roll', 9, 'the name left a school''s roll', 'the name left a school''s roll'),
  ('route_reason', 'setting_found', 10, 'found to attend an unregistered setting', 'found to attend an unregistered setting'),
  ('route_reason', 'arrangement_ended', 11, 'the arrangement ended', 'the arrangement ended'),
  ('route_reason', 'hours_changed', 12, 'the hours changed', 'the hours changed'),
  ('route_reason', 'corrected', 13, 'recorded on the wrong route', 'recorded on the wrong route'),
  ('route_reason', 'other', 14, 'other', 'other');
-- On which basis a child is held who is not eligible.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('held_basis', 's23_notice', 1, 'notice of a health body, s. 23 Children and Families Act 2014', 'notice of a health body, s. 23 Children and Families Act 2014'),
  ('held_basis', 'parents_agree', 2, 'agreement of the parents', 'agreement of the parents'),
  ('held_basis', 'safeguarding', 3, 'safeguarding', 'safeguarding'),
  ('held_basis', 'school_report', 4, 'report of the school', 'report of the school');
-- Why a child is held no longer.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('held_end', 'attends', 1, 'attends again', 'attends again'),
  ('held_end', 'school_entry', 2, 'started at a school', 'started at a school'),
  ('held_end', 'entered', 3, 'entered on the register', 'entered on the register'),
  ('held_end', 'left_roll', 4, 'left the roll', 'left the roll'),
  ('held_end', 'basis_ended', 5, 'the basis ended', 'the basis ended'),
  ('held_end', 'moved_out', 6, 'moved out of the area', 'moved out of the area'),
  ('held_end', 'died', 7, 'died', 'died'),
  ('held_end', 'over_school_age', 8, 'over compulsory school age', 'over compulsory school age'),
  ('held_end', 'recorded_in_error', 9, 'recorded in error', 'recorded in error');
-- Where a leaver goes.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('destination', 'school_sixth_form', 1, 'school sixth form', 'school sixth form'),
  ('destination', 'college', 2, 'college', 'college'),
  ('destination', 'apprenticeship', 3, 'apprenticeship', 'apprenticeship'),
  ('destination', 'training', 4, 'training', 'training'),
  ('destination', 'employment', 5, 'employment', 'employment'),
  ('destination', 'home', 6, 'education at home goes on', 'education at home goes on'),
  ('destination', 'none', 7, 'no education, employment or training', 'no education, employment or training'),
  ('destination', 'moved_away', 8, 'moved away', 'moved away'),
  ('destination', 'not_known', 9, 'not known', 'not known'),
  ('destination', 'other', 10, 'other', 'other');
-- Who a fact came from.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('source', 'parent', 1, 'parent', 'parent'),
  ('source', 'child', 2, 'child', 'child'),
  ('source', 'school', 3, 'school', 'school'),
  ('source', 'provider', 4, 'education provider', 'education provider'),
  ('source', 'this_authority', 5, 'this authority', 'this authority'),
  ('source', 'social_care', 6, 'children''s social care', 'children''s social care'),
  ('source', 'send_team', 7, 'SEND team', 'SEND team'),
  ('source', 'early_help', 8, 'early help', 'early help'),
  ('source', 'other_authority', 9, 'another authority', 'another authority'),
  ('source', 'health', 10, 'health service', 'health service'),
  ('source', 'police', 11, 'police', 'police'),
  ('source', 'other_professional', 12, 'other professional', 'other professional'),
  ('source', 'public', 13, 'member of the public', 'member of the public'),
  ('source', 'unknown', 14, 'not known', 'not known'),
  ('source', 'court', 15, 'court', 'court'),
  ('source', 'carer', 16, 'carer, who is no parent', 'carer, who is no parent');
-- Legal basis class of a fact.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('basis', 's436a', 1, 'Education Act 1996 s. 436A', 'Education Act 1996 s. 436A'),
  ('basis', 's437', 2, 'Education Act 1996 s. 437', 'Education Act 1996 s. 437'),
  ('basis', 'si2024_208', 3, 'S.I. 2024/208 reg. 13 (school returns)', 'S.I. 2024/208 reg. 13 (school returns)'),
  ('basis', 'other_statute', 4, 'other statute', 'other statute'),
  ('basis', 'voluntary', 5, 'given voluntarily', 'given voluntarily'),
  ('basis', 's436c1', 6, 's. 436C(1)', 's. 436C(1)'),
  ('basis', 's436c2', 7, 's. 436C(2), as prescribed', 's. 436C(2), as prescribed'),
  ('basis', 's436c3', 8, 's. 436C(3), local', 's. 436C(3), local');
-- Why an entry ended: A, B or C of s. 436B stopped being met.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('end_reason', 'moved_out', 1, 'condition A: moved out of the area', 'condition A: moved out of the area'),
  ('end_reason', 'died', 2, 'condition A: died', 'condition A: died'),
  ('end_reason', 'over_school_age', 3, 'condition B: over compulsory school age', 'condition B: over compulsory school age'),
  ('end_reason', 'registered_at_school', 4, 'condition C: registered at a school and attending', 'condition C: registered at a school and attending'),
  ('end_reason', 'arrangement_ended', 5, 'condition C: the arrangement with the school ended', 'condition C: the arrangement with the school ended'),
  ('end_reason', 'route_changed', 6, 'continues on another route', 'continues on another route'),
  ('end_reason', 'entered_in_error', 7, 'entered in error', 'entered in error');
-- An adult and a child.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('relationship', 'mother', 1, 'mother', 'mother'),
  ('relationship', 'father', 2, 'father', 'father'),
  ('relationship', 'parent', 3, 'parent', 'parent'),
  ('relationship', 'step_parent', 4, 'step-parent', 'step-parent'),
  ('relationship', 'grandparent', 5, 'grandparent', 'grandparent'),
  ('relationship', 'guardian', 6, 'guardian', 'guardian'),
  ('relationship', 'foster_carer', 7, 'foster carer', 'foster carer'),
  ('relationship', 'kinship_carer', 8, 'kinship carer', 'kinship carer'),
  ('relationship', 'other_relative', 9, 'other relative', 'other relative'),
  ('relationship', 'other', 10, 'other', 'other'),
  ('relationship', 'unknown', 11, 'not known', 'not known');
-- What kind of place somebody lives at.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('place_kind', 'dwelling', 1, 'house or flat', 'house or flat'),
  ('place_kind', 'site', 2, 'site, of caravans for example', 'site, of caravans for example'),
  ('place_kind', 'mooring', 3, 'mooring', 'mooring'),
  ('place_kind', 'temporary', 4, 'temporary accommodation', 'temporary accommodation'),
  ('place_kind', 'care_of', 5, 'care of somebody else', 'care of somebody else'),
  ('place_kind', 'no_fixed_abode', 6, 'no fixed abode', 'no fixed abode');
-- Basis of parental responsibility.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('responsibility_basis', 'birth_mother', 1, 'mother at birth', 'mother at birth'),
  ('responsibility_basis', 'married', 2, 'married to the mother', 'married to the mother'),
  ('responsibility_basis', 'registered', 3, 'on the birth registration', 'on the birth registration'),
  ('responsibility_basis', 'agreement', 4, 'parental responsibility agreement', 'parental responsibility agreement'),
  ('responsibility_basis', 'court_order', 5, 'court order', 'court order'),
  ('responsibility_basis', 'adoption', 6, 'adoption', 'adoption'),
  ('responsibility_basis', 'guardianship', 7, 'guardianship', 'guardianship'),
  ('responsibility_basis', 'care_order', 8, 'care order (authority)', 'care order (authority)'),
  ('responsibility_basis', 'stated', 9, 'as the person stated', 'as the person stated');
-- What was seen of parental responsibility.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('responsibility_evidence', 'birth_certificate', 1, 'birth certificate', 'birth certificate'),
  ('responsibility_evidence', 'marriage_certificate', 2, 'marriage certificate', 'marriage certificate'),
  ('responsibility_evidence', 'court_order', 3, 'order of a court', 'order of a court'),
  ('responsibility_evidence', 'agreement', 4, 'parental responsibility agreement', 'parental responsibility agreement'),
  ('responsibility_evidence', 'adoption_certificate', 5, 'adoption certificate', 'adoption certificate'),
  ('responsibility_evidence', 'school_record', 6, 'record of a school', 'record of a school'),
  ('responsibility_evidence', 'as_stated', 7, 'as the person stated', 'as the person stated'),
  ('responsibility_evidence', 'none_seen', 8, 'asked, and none seen', 'asked, and none seen');
-- Orders of a court; what each changes is in src/rule/court.c.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('court_order', 'child_arrangements', 1, 'child arrangements order', 'child arrangements order'),
  ('court_order', 'prohibited_steps', 2, 'prohibited steps order', 'prohibited steps order'),
  ('court_order', 'specific_issue', 3, 'specific issue order', 'specific issue order'),
  ('court_order', 'non_molestation', 4, 'non-molestation order', 'non-molestation order'),
  ('court_order', 'care', 5, 'care order', 'care order'),
  ('court_order', 'interim_care', 6, 'interim care order', 'interim care order'),
  ('court_order', 'special_guardianship', 7, 'special guardianship order', 'special guardianship order'),
  ('court_order', 'education_supervision', 8, 'education supervision order', 'education supervision order'),
  ('court_order', 'placement', 9, 'placement order', 'placement order'),
  ('court_order', 'wardship', 10, 'ward of court', 'ward of court'),
  ('court_order', 'other', 11, 'another order', 'another order');
-- What parents do not agree about.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('disagreement', 'home_education', 1, 'home education', 'home education'),
  ('disagreement', 'school', 2, 'school', 'which school'),
  ('disagreement', 'contact', 3, 'contact', 'contact with the child'),
  ('disagreement', 'where_the_child_lives', 4, 'where the child lives', 'where the child lives'),
  ('disagreement', 'other', 5, 'other', 'other');
-- Documents.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('document_class', 'legal_advice', 1, 'legal advice', 'legal advice'),
  ('document_class', 'third_party', 2, 'of a third party', 'of a third party'),
  ('document_class', 'child_own', 3, 'the child''s own', 'the child''s own'),
  ('document_class', 'certificate_of_service', 4, 'certificate of service', 'certificate of service'),
  ('document_class', 'other', 5, 'other', 'other');
-- How an adult is reached.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('contact_point', 'telephone', 1, 'telephone', 'telephone'),
  ('contact_point', 'mobile', 2, 'mobile telephone', 'mobile telephone'),
  ('contact_point', 'email', 3, 'e-mail', 'e-mail');
-- How a contact was made or information came.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('contact_method', 'post', 1, 'letter', 'letter'),
  ('contact_method', 'email', 2, 'e-mail', 'e-mail'),
  ('contact_method', 'telephone', 3, 'telephone', 'telephone'),
  ('contact_method', 'text', 4, 'text message', 'text message'),
  ('contact_method', 'meeting', 5, 'meeting', 'meeting'),
  ('contact_method', 'home_visit', 6, 'home visit', 'home visit'),
  ('contact_method', 'remote_meeting', 7, 'remote meeting', 'remote meeting'),
  ('contact_method', 'online_form', 8, 'online form', 'online form'),
  ('contact_method', 'in_person', 9, 'in person', 'in person'),
  ('contact_method', 'other', 10, 'other', 'other');
-- What came of a contact.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('contact_outcome', 'reached', 1, 'reached', 'reached'),
  ('contact_outcome', 'no_reply', 2, 'no reply', 'no reply'),
  ('contact_outcome', 'left_message', 3, 'left a message', 'left a message'),
  ('contact_outcome', 'declined', 4, 'declined', 'declined'),
  ('contact_outcome', 'not_at_address', 5, 'not known at the address', 'not known at the address'),
  ('contact_outcome', 'arranged', 6, 'arranged another time', 'arranged another time'),
  ('contact_outcome', 'information_given', 7, 'information given', 'information given');
-- How the education was reviewed.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('review_method', 'post', 1, 'by post', 'by post'),
  ('review_method', 'email', 2, 'by e-mail', 'by e-mail'),
  ('review_method', 'remote_meeting', 3, 'remote meeting', 'remote meeting'),
  ('review_method', 'meeting', 4, 'meeting', 'meeting'),
  ('review_method', 'home_visit', 5, 'visit at home', 'visit at home'),
  ('review_method', 'other_visit', 6, 'visit elsewhere', 'visit elsewhere'),
  ('review_method', 'report', 7, 'report of a professional', 'report of a professional'),
  ('review_method', 'not_recorded', 8, 'not recorded in a previous system', 'not recorded in a previous system');
-- What was looked at.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('evidence', 'plan', 1, 'plan of the education', 'plan of the education'),
  ('evidence', 'report', 2, 'report by the parent', 'report by the parent'),
  ('evidence', 'work_samples', 3, 'samples of work', 'samples of work'),
  ('evidence', 'photographs', 4, 'photographs', 'photographs'),
  ('evidence', 'recording', 5, 'recording', 'recording'),
  ('evidence', 'conversation_parent', 6, 'conversation with a parent', 'conversation with a parent'),
  ('evidence', 'conversation_child', 7, 'conversation with the child', 'conversation with the child'),
  ('evidence', 'tutor_report', 8, 'report of a tutor or provider', 'report of a tutor or provider'),
  ('evidence', 'exam_entry', 9, 'examination entry', 'examination entry'),
  ('evidence', 'nothing_sent', 10, 'nothing was sent', 'nothing was sent'),
  ('evidence', 'not_recorded', 11, 'not recorded in a previous system', 'not recorded in a previous system');
-- By which means the child's voice was heard; never copied from a sibling.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('voice', 'speech', 1, 'in speech', 'in speech'),
  ('voice', 'sign', 2, 'in sign language', 'in sign language'),
  ('voice', 'symbols', 3, 'with symbols or a device', 'with symbols or a device'),
  ('voice', 'drawing', 4, 'in drawing or writing', 'in drawing or writing'),
  ('voice', 'observation', 5, 'by observation', 'by observation'),
  ('voice', 'advocate', 6, 'through an advocate', 'through an advocate'),
  ('voice', 'not_offered', 7, 'not offered', 'not offered'),
  ('voice', 'chose_not_to', 8, 'the child chose not to', 'the child chose not to'),
  ('voice', 'not_present', 9, 'the child was not present', 'the child was not present'),
  ('voice', 'not_recorded', 10, 'not recorded in a previous system', 'not recorded in a previous system');
-- Where the child was seen.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('seen_place', 'home', 1, 'at home', 'at home'),
  ('seen_place', 'authority_office', 2, 'at the authority''s office', 'at the authority''s office'),
  ('seen_place', 'school', 3, 'at a school', 'at a school'),
  ('seen_place', 'provider', 4, 'at an education provider', 'at an education provider'),
  ('seen_place', 'community', 5, 'in the community', 'in the community'),
  ('seen_place', 'health_setting', 6, 'in a health setting', 'in a health setting'),
  ('seen_place', 'on_screen', 7, 'on screen', 'on screen'),
  ('seen_place', 'other', 8, 'elsewhere', 'elsewhere');
-- Who saw the child.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('professional', 'ehe_officer', 1, 'home education officer', 'home education officer'),
  ('professional', 'social_worker', 2, 'social worker', 'social worker'),
  ('professional', 'early_help_worker', 3, 'early help worker', 'early help worker'),
  ('professional', 'health_visitor', 4, 'health visitor or school nurse', 'health visitor or school nurse'),
  ('professional', 'doctor', 5, 'doctor', 'doctor'),
  ('professional', 'teacher', 6, 'teacher or tutor', 'teacher or tutor'),
  ('professional', 'send_officer', 7, 'SEND officer', 'SEND officer'),
  ('professional', 'police', 8, 'police officer', 'police officer'),
  ('professional', 'other_professional', 9, 'other professional', 'other professional');
-- How a notice was served, s. 572.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('service_method', 'delivery', 1, 'delivered by hand', 'delivered by hand'),
  ('service_method', 'left_at_residence', 2, 'left at the residence', 'left at the residence'),
  ('service_method', 'post', 3, 'prepaid letter', 'prepaid letter'),
  ('service_method', 'electronic', 4, 'electronic, with written consent (s. 572(2))', 'electronic, with written consent (s. 572(2))');
-- What goes to other authorities, and on which side of which border they are.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('duty_kind', 'tell_authority', 40, 'tell the authority where the child lives', 'tell the authority in whose area the child lives'),
  ('duty_kind', 'await_receipt', 41, 'wait for another authority to confirm receipt', 'wait for another authority to confirm what it was sent'),
  ('duty_kind', 'await_authority', 42, 'wait for another authority to decide', 'wait for another authority to decide the application'),
  ('cross_border', 'wales', 1, 'Wales', 'Wales'),
  ('cross_border', 'scotland', 2, 'Scotland', 'Scotland'),
  ('cross_border', 'northern_ireland', 3, 'Northern Ireland', 'Northern Ireland'),
  ('cross_border', 'crown_dependency', 4, 'Isle of Man or Channel Islands', 'Isle of Man or Channel Islands'),
  ('cross_border', 'abroad', 5, 'abroad', 'abroad');

INSERT INTO code (list, code, position, label, wording) VALUES
  ('contact_wish', 'preferred', 1, 'preferred', 'to be reached here first'),
  ('contact_wish', 'safe_times', 2, 'safe times', 'to be reached at these times only'),
  ('contact_wish', 'no_message', 3, 'leave no message', 'leave no message here'),
  ('contact_wish', 'no_writing', 4, 'do not write here', 'do not write here');
INSERT INTO code (list, code, position, label, wording) VALUES
  ('communication_format', 'standard', 1, 'standard print', 'standard print'),
  ('communication_format', 'large_print', 2, 'large print', 'large print'),
  ('communication_format', 'easy_read', 3, 'easy read', 'easy read'),
  ('communication_format', 'braille', 4, 'braille', 'braille'),
  ('communication_format', 'audio', 5, 'audio', 'audio'),
  ('communication_format', 'screen_reader', 6, 'for a screen reader', 'for a screen reader'),
  ('communication_format', 'signed_video', 7, 'signed video', 'signed video'),
  ('communication_format', 'read_aloud', 8, 'read aloud', 'read aloud: letters are not read');
INSERT INTO code (list, code, position, label, wording) VALUES
  ('interpreter', 'professional', 1, 'professional interpreter', 'professional interpreter, of sign language too'),
  ('interpreter', 'staff', 2, 'member of staff', 'member of staff who speaks the language'),
  ('interpreter', 'relative', 3, 'relative or friend', 'relative or friend of the family'),
  ('interpreter', 'child', 4, 'child', 'a child'),
  ('interpreter', 'not_needed', 5, 'not needed', 'not needed with those who were spoken with'),
  ('interpreter', 'nobody_spoken_with', 6, 'nobody spoken with', 'nobody was spoken with: on paper');
INSERT INTO code (list, code, position, label, wording) VALUES
  ('told', 'privacy_notice', 1, 'privacy notice', 'privacy notice (UK GDPR Art. 13 and 14)'),
  ('told', 'support_pack', 2, 'rights and support', 'pack on rights and support'),
  ('told', 'what_we_hold', 3, 'what we hold', 'sheet of what the register holds');
-- Information about the education.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('information_kind', 'plan', 1, 'plan of the education', 'plan of the education'),
  ('information_kind', 'report', 2, 'report', 'report'),
  ('information_kind', 'work_samples', 3, 'samples of work', 'samples of work'),
  ('information_kind', 'letter', 4, 'letter or e-mail', 'letter or e-mail'),
  ('information_kind', 'form', 5, 'form', 'form'),
  ('information_kind', 'conversation', 6, 'conversation, noted', 'conversation, noted'),
  ('information_kind', 'other', 7, 'other', 'other');
-- Who educates, s. 436C(1)(e) to (g).
INSERT INTO code (list, code, position, label, wording) VALUES
  ('provision_kind', 'parents', 1, 'parents', 'parents'),
  ('provision_kind', 'others', 2, 'persons other than parents', 'persons other than parents'),
  ('provision_kind', 'provider', 3, 'a particular provider', 'a particular provider');
-- Protected characteristics, Equality Act 2010 s. 4.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('characteristic', 'age', 1, 'age', 'age'),
  ('characteristic', 'disability', 2, 'disability', 'disability'),
  ('characteristic', 'gender_reassignment', 3, 'gender reassignment', 'gender reassignment'),
  ('characteristic', 'marriage_and_civil_partnership', 4, 'marriage and civil partnership', 'marriage and civil partnership'),
  ('characteristic', 'pregnancy_and_maternity', 5, 'pregnancy and maternity', 'pregnancy and maternity'),
  ('characteristic', 'race', 6, 'race', 'race'),
  ('characteristic', 'religion_or_belief', 7, 'religion or belief', 'religion or belief'),
  ('characteristic', 'sex', 8, 'sex', 'sex'),
  ('characteristic', 'sexual_orientation', 9, 'sexual orientation', 'sexual orientation');
-- Kinds of duty.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('duty_kind', 'home_consideration', 1, 'consider where the child lives', 'consider where the child lives'),
  ('duty_kind', 'review', 2, 'review the education', 'review the education'),
  ('duty_kind', 'sign_off', 3, 'second officer to sign the review', 'second officer to sign the review'),
  ('duty_kind', 'more_information', 4, 'ask for more information', 'ask for more information'),
  ('duty_kind', 'unsuitable_next_step', 5, 'decide the next step after a review that does not appear suitable', 'decide the next step after a review that does not appear suitable'),
  ('duty_kind', 'ehc_review', 6, 'EHC plan annual review', 'EHC plan annual review'),
  ('duty_kind', 'consent_decide', 7, 'prepare the consent application: a manager decides', 'prepare the consent application: a manager or the role safeguarding decides'),
  ('duty_kind', 'consent_check', 8, 'settle whether the pupil may leave the roll', 'settle whether the pupil may leave the roll'),
  ('duty_kind', 'manager_withdrawal', 9, 'manager to look at a withdrawal', 'manager to look at a withdrawal'),
  ('duty_kind', 'consent_serve', 10, 'serve notice of the consent decision', 'serve notice of the consent decision'),
  ('duty_kind', 'register_child', 11, 'register the child after leaving the school', 'register the child after leaving the school'),
  ('duty_kind', 'consider_436h5', 12, 'consider s. 436H(5) with social care', 'consider s. 436H(5) with social care'),
  ('duty_kind', 'speak_social_care', 13, 'speak to social care', 'speak to social care'),
  ('duty_kind', 'missing_enquiry', 14, 'enquire into a child missing education', 'enquire into a child missing education'),
  ('duty_kind', 'query', 15, 'settle a query', 'settle a query'),
  ('duty_kind', 'allocate', 16, 'give the work an owner', 'give the work an owner'),
  ('duty_kind', 'consent_pass', 17, 'pass the application to the authority that decides', 'pass the application to the authority that decides'),
  ('duty_kind', 'address_query', 18, 'find out where the child lives', 'find out where the child lives'),
  ('duty_kind', 'settings_consideration', 19, 'consider the settings where the child is educated', 'consider the settings where the child is educated'),
  ('duty_kind', 'absence_review', 20, 'ask after a pupil who is on a roll and absent', 'ask after a pupil who is on a roll and absent'),
  ('duty_kind', 'section_19_decide', 21, 'decide under section 19 for a pupil absent for health', 'decide under section 19 for a pupil absent for health'),
  ('duty_kind', 'section_19_review', 22, 'review the section 19 decision', 'review the section 19 decision'),
  ('duty_kind', 'approaching_start', 23, 'settle what happens when school age starts', 'settle what happens when school age starts'),
  ('duty_kind', 'handover', 24, 'hand over what is open after school age', 'hand over what is open after school age'),
  ('duty_kind', 'expected_back', 25, 'find out whether the child is back from a time away', 'find out whether the child is back from a time away'),
  ('duty_kind', 'glass_review', 60, 'look into why a restricted record was opened', 'look into why a restricted record was opened'),
  ('duty_kind', 'duplicate_alert', 61, 'settle whether a child recorded by somebody else is this one', 'settle whether a child recorded by somebody else is this one'),
  ('duty_kind', 'intake_triage', 26, 'say what has arrived', 'say what has arrived'),
  ('duty_kind', 'intake_next', 27, 'find out what is needed about what has arrived', 'find out what is needed about what has arrived'),
  ('duty_kind', 'intake_follow', 28, 'read what arrived about a child who is known', 'read what arrived about a child who is known'),
  ('duty_kind', 'tell_social_worker', 29, 'tell the social worker', 'tell the social worker of a looked-after child'),
  ('duty_kind', 'order_check', 30, 'look at an order of a court', 'look at an order of a court before the education is decided about'),
  ('duty_kind', 'private_fostering', 31, 'tell the team for private fostering', 'tell the team for private fostering, or find out whether it is');
-- What arrives, however incomplete, and what became of it.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('intake_kind', 'mailbox', 1, 'item in the team mailbox', 'an item in the mailbox'),
  ('intake_kind', 'school_form', 2, 'school''s form', 'a form of a school'),
  ('intake_kind', 'telephone', 3, 'telephone call', 'a telephone call'),
  ('intake_kind', 'walk_in', 4, 'walk-in', 'somebody who came in'),
  ('intake_kind', 'other_authority', 5, 'other authority', 'from another authority'),
  ('intake_kind', 'lost_pupil_search', 6, 'lost-pupil search', 'a search for a lost pupil'),
  ('intake_kind', 'professional', 7, 'professional', 'from a professional'),
  ('intake_kind', 'neighbour', 8, 'neighbour or member of the public', 'from a neighbour or member of the public'),
  ('intake_kind', 'arrival_abroad', 9, 'arrival from abroad', 'an arrival from abroad'),
  ('intake_kind', 'other', 10, 'other', 'something else'),
  ('intake_channel', 'email', 1, 'e-mail', 'by e-mail'),
  ('intake_channel', 'post', 2, 'post', 'by post'),
  ('intake_channel', 'telephone', 3, 'telephone', 'by telephone'),
  ('intake_channel', 'in_person', 4, 'in person', 'in person'),
  ('intake_channel', 'online_form', 5, 'online form', 'by an online form'),
  ('intake_channel', 'secure_transfer', 6, 'secure transfer', 'by secure transfer, e.g. school to school'),
  ('intake_channel', 'other', 7, 'other', 'another way'),
  ('intake_outcome', 'known_child', 1, 'known child', 'about a child who is on record'),
  ('intake_outcome', 'new_child', 2, 'new child', 'about a child recorded because of it'),
  ('intake_outcome', 'forwarded', 3, 'not ours and forwarded', 'not ours, and sent on'),
  ('intake_outcome', 'more_needed', 4, 'more needed', 'more is needed before anybody can say'),
  ('intake_outcome', 'no_action', 5, 'no action', 'nothing is to be done, for a reason');
INSERT INTO code (list, code, position, label, wording) VALUES
  ('duty_kind', 'death_told', 80, 'the child has died: stop what is arranged or asked of others', 'the child has died: stop what is arranged or asked of others'),
  ('duty_kind', 'letters_decide', 81, 'decide whether letters to this family go out', 'decide whether letters to this family go out'),
  ('duty_kind', 'privacy_notice', 82, 'give the privacy notice', 'give the privacy notice to each parent or carer');
-- Complaints, and what came of them.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('duty_kind', 'complaint_acknowledge', 84, 'acknowledge a complaint', 'acknowledge a complaint'),
  ('duty_kind', 'complaint_reply', 85, 'answer a complaint', 'answer a complaint'),
  ('complaint_outcome', 'upheld', 1, 'upheld', 'upheld'),
  ('complaint_outcome', 'partly_upheld', 2, 'partly upheld', 'partly upheld'),
  ('complaint_outcome', 'not_upheld', 3, 'not upheld', 'not upheld'),
  ('complaint_outcome', 'settled', 4, 'settled otherwise', 'settled otherwise'),
  ('complaint_outcome', 'withdrawn', 5, 'withdrawn', 'withdrawn'),
  ('complaint_outcome', 'not_for_us', 6, 'not for this authority, and passed on', 'not for this authority, and passed on');
-- Why something is held back.
INSERT INTO code (list, code, position, label, wording) VALUES
  ('hold_reason', 'child_died', 1, 'the child has died', 'the child has died'),
  ('hold_reason', 'sibling_died', 2, 'a child of the family has died', 'a child of the family has died'),
  ('hold_reason', 'legal', 3, 'a legal claim, an inquiry or a review', 'a legal claim, an inquiry or a review'),
  ('hold_reason', 'family_asked', 4, 'the family asked for it', 'the family asked for it'),
  ('hold_reason', 'other', 5, 'another reason, in the note', 'another reason, in the note');
-- Needs and safeguarding facts.
INSERT INTO flag_kind (code, position, wording, priority, safeguarding) VALUES
  ('ehc_plan', 1, 'EHC plan maintained', 0, 0),
  ('sen_provision', 2, 'SEN provision', 0, 0),
  ('s47_enquiry', 3, 's47 enquiry', 1, 1),
  ('s47_action', 4, 's47(8) action', 1, 1),
  ('child_protection_plan', 5, 'child protection plan', 1, 1),
  ('child_in_need', 6, 'child in need', 0, 1),
  ('looked_after', 7, 'looked after', 0, 1),
  ('early_help', 8, 'early help', 0, 0),
  ('young_carer', 9, 'young carer', 0, 0),
  ('concern', 10, 'concern received, not yet answered', 1, 1),
  ('priority', 11, 'priority, by an officer with a reason', 1, 0);
