/** The words by which the detector knows what stands beside them, in English and Spanish, all in small letters. */

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Says that the name behind it is a patient's. */
export const patient_cues = list(`
  pt pts patient patients pt's patient's paciente pacientes pte pcte px resident's
  baby newborn neonate infant bebé bebe`)

/** May stand between a cue and the name or number that it announces. */
export const fillers = list(`
  name named called is was full first last four digits ending id no nr num number numbers of the and es el la de del nombre se llama apellido apellidos llamado llamada número numero núm num nº n called re girl boy niño niña aka preferred legal`)

/** A form of address: a person, and whose is seen from what stands around. */
export const titles = list('mr mrs ms miss mister sr sra srta señor señora señorita don doña')

/** The name behind it belongs to somebody who works here. */
export const staff_cues = list(`
  dr dra doctor doctora nurse rn lpn np pa md cna tech technician provider physician pharmacist therapist user username
  login caller reporter manager supervisor charge coordinator admin administrator clinician resident intern surgeon
  hospitalist anesthesiologist enfermera enfermero médico medico usuario usuaria técnico tecnico jefe jefa thanks
  thank gracias regards saludos atentamente sincerely cheers asked requested reported extension ext`)

export const birth_cues = list(`
  dob d.o.b birthdate birthday born nacimiento nacido nacida nac fdn bday b-day birth nació nacio cumpleaños cumpleanos`)

export const record_cues = list(`
  mrn mrns medrec mrno charts mr# chart nhc hcn cpi empi csn fin har encounter visit episode encuentro visita episodio expediente`)

export const social_cues = list('ssn ssn# ss# social nss ssns')

export const insurance_cues = list(`
  insurance member subscriber policy medicare medicaid mbi hicn payer payor tricare aetna cigna humana bcbs
  póliza poliza afiliado afiliada asegurado asegurada seguro mutua`)

export const account_cues = list(`
  account acct guarantor cuenta card visa mastercard amex iban tarjeta`)

export const implant_cues = list(`
  pacemaker implant implanted implantable defibrillator icd stimulator neurostimulator cgm dexcom prosthesis
  marcapasos implante desfibrilador prótesis protesis lvad stent`)

export const serial_cues = list('serial serials sn s/n udi imei serie')

/** Says that a patient's care is being talked about; a name in the same breath is then likely a patient's. */
export const clinical_cues = list(`
  mrn dob ssn bed beds rm room diagnosis diagnosed dx hx rx labs lab bloodwork biopsy pathology specimen culture
  chemo chemotherapy dialysis insulin heparin morphine warfarin vancomycin oxycodone metformin antibiotics
  transfusion med meds medication medications dose doses mar allergy allergies allergic admitted admission admit
  discharge discharged discharging transferred surgery procedure postop preop biopsied pregnant pregnancy delivery
  newborn stroke sepsis seizure cancer hiv hepatitis covid pneumonia overdose suicidal psych chart charted mother daughter son
  wristband armband consent bloods ekg ecg mri ct xray x-ray scan scans ultrasound vitals telemetry icu nicu picu
  nursery hospice deceased expired died patient pt paciente pte habitación habitacion cama ingreso ingresado
  ingresada alta cirugía cirugia análisis analítica analitica medicación medicacion alergia alergias dosis quimio
  embarazada biopsia radiografía radiografia pulsera prescription prescriptions referral appointment appt cita
  results result resultados insurance member mychart refill refills npo dnr foley picc iv tpn infusion vaccine
  immunization immunizations isolation restraints triage oxygen glucose cbc bmp troponin echo mammogram colonoscopy
  ventilator trach bipap inhaler albuterol lisinopril furosemide lasix tylenol acetaminophen ibuprofen fentanyl dilaudid
  ativan lorazepam propofol zosyn ceftriaxone potassium antibiotic inpatient outpatient vacuna glucosa sonda suero
  oxígeno oxigeno uci parto quirófano quirofano traslado analíticas receta recetas historia`)

/** Words that begin with a capital and are no name: what stands behind “patient” in a hospital's IT, products, days, places. */
export const no_names = list(`
  portal monitor access station list lists care safety chart charts education experience id ids label labels name names
  number record records registration room rooms scheduling services status summary transport tracker tracking board
  wristband wristbands armband data header banner account accounts billing financial facing flow info information
  lookup search census photo photos photo's view statement statements workflow worklist
  epic cerner meditech allscripts athena outlook citrix pyxis omnicell vocera imprivata windows word excel teams zoom
  vpn chrome edge adobe zebra dymo hp dell lenovo cisco apple iphone ipad android microsoft office pacs ris lis ehr emr
  his mar emar cpoe rover haiku canto hyperspace mychart onbase dragon powerchart firstnet radiant beaker willow
  caboodle cogito tapestry cadence prelude beacon stork optime anesthesia rhapsody mirth cloverleaf kronos workday
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio
  julio agosto septiembre octubre noviembre diciembre
  icu nicu picu ed er or pacu ccu cath lab radiology pharmacy oncology cardiology surgery pediatrics maternity nursery
  emergency room bed floor unit ward wing tower building suite clinic hospital center main north south east west
  st saint mercy memorial general regional university community health medical system hospice
  the a an i we he she it they you my our his her their this that these those there here and or but if when while
  after before since because please can could would should will has have had is are was were does do did not no yes
  need needs needed cannot can't won't doesn't isn't hello hi hey dear thanks thank in on at to from for with by of as
  error printer screen computer laptop workstation wow cart scanner tablet phone pager badge login password email mail
  network wifi server device order orders result results note notes report reports message ticket issue problem help
  admitted discharged transferred dob mrn ssn dx hx rx med meds allergy call called cell home address insurance
  el los las un una unos y o pero si cuando por favor hola gracias tiene necesita puede está esta es son fue en con
  para del al su sus mi no sí se le lo que como más mas hoy ayer portal habitación cama ingresado ingresada
  new old same wrong right left two three four five another other different each every all both unable urgent stat asap
  also just still now today tomorrow yesterday tonight morning regarding about re fyi update per via
  american english spanish medicare medicaid aetna cigna humana blue cross shield tricare street avenue road
  nurse doctor dr rn md np pa tech manager director team desk service support help-desk helpdesk it i'm we're wrong`)

/** Ends of the name of a street. */
export const street_ends = list(`
  street st avenue ave road rd boulevard blvd drive dr lane ln court ct circle cir way place pl terrace ter highway hwy
  parkway pkwy square sq trail trl`)

/** Beginnings of the name of a street. */
export const street_begins = list('calle avenida avda av paseo plaza camino carretera c/ rúa')

/** Numbers behind these count or name something else than a person. */
export const number_words = list(`
  ticket incident inc ref req request kb case build version ver error code port ext extension vlan asset tag bin
  po order job line pin ip printer cart wow badge invoice change chg task ritm sctask sap part model pid`)

/** Numbers behind these are those of a device. */
export const device_words = list('imei imsi iccid meid serial serials sn s/n udi asset serie')

/** “Patient portal”: things that patients give their name to, and no patient. */
export const patient_things = list(`
  portal monitor monitors access station safety education experience scheduling services tracker tracking board
  census lookup search header banner list lists label labels wristbands printer registration flow facing`)

/** Somebody of the patient's. */
export const kin_cues = list(`
  mother father mom dad daughter son wife husband spouse sister brother grandmother grandson guardian parent
  madre padre hija hijo esposa esposo marido hermana hermano abuela abuelo`)

/** May stand inside of a name. */
export const particles = list('de la del los las van von der den bin al da dos di')

/** Words behind “pt” that say something of a number or a name, and are none. */
export const describing = list(`
  correct actual current previous updated existing duplicate active inactive home mobile legal real middle full last first
  primary secondary temporary unknown same second third other whose with without that which who via from about needs wants
  says states called calling waiting unable account portal printed shows states list here there again already under using
  signed moved transferred discharged admitted scheduled merged`)
