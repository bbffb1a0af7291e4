/** Frequent names of the United States and of Spanish speakers, in small letters: what is said of a capitalized word. */

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

export const given_names = list(`
  jane james robert john michael david william richard joseph thomas christopher charles daniel matthew anthony mark donald
  steven andrew paul joshua kenneth kevin brian timothy ronald george jason edward jeffrey ryan jacob nicholas gary eric
  jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry
  tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry
  austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert
  willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene howard leonard stanley louis
  mary patricia jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra betty ashley emily kimberly
  margaret donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen
  angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria catherine
  heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah
  cheryl megan jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy
  sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla
  alexis lori agnes mildred ethel edna irene lillian gladys thelma hazel bernice eleanor earl herbert clarence ernest
  fred norman clyde chester mohammed muhammad ahmed ali fatima aisha omar ibrahim hassan yusuf wei li mei yuki hiroshi
  priya raj anil sanjay deepak nguyen linh minh olga ivan dmitri svetlana natasha boris katarzyna piotr ewa fatoumata
  maría jose josé luis carlos jesús jesus antonio francisco javier manuel miguel pedro alejandro jorge fernando rafael
  sergio pablo ángel angel alberto diego ramón ramon enrique raúl raul andrés andres joaquín joaquin ignacio
  guillermo eduardo ricardo roberto arturo gustavo hector héctor oscar óscar salvador ernesto felipe rodrigo emilio
  carmen ana isabel dolores pilar josefa rosa cristina ángeles angeles lucía lucia francisca antonia mercedes elena
  paula marta concepción concepcion rosario juana manuela silvia beatriz rocío rocio alicia guadalupe esperanza
  consuelo yolanda margarita alejandra gabriela sofía sofia valentina camila ximena lupe paco pepe inés ines susana
  verónica veronica patricio esteban tomás tomas julio julián julian mateo santiago nicolás nicolas maritza graciela
  yesenia xiomara dulce marisol soledad amparo remedios encarnación leticia norma irma alma estela`)

export const family_names = list(`
  doe smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
  thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young
  allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter
  roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers
  gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez
  wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez
  powell jenkins perry russell sullivan bell coleman butler henderson barnes gonzales fisher vasquez simmons romero
  jordan patterson alexander hamilton graham reynolds griffin wallace moreno west cole hayes bryant herrera gibson
  ellis tran medina aguilar stevens murray ford castro marshall owens harrison fernandez mcdonald woods washington
  kennedy wells vargas henry chen freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez
  silva shaw snyder mason dixon munoz hunt hicks holmes palmer wagner black robertson boyd rose stone salazar fox
  warren mills meyer rice schmidt garza daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn
  kelley spencer hawkins arnold pierce hansen peters santos hart bradley knight elliott cunningham duncan armstrong
  hudson carroll lane riley andrews alvarado ray delgado berry perkins hoffman johnston matthews pena richards
  contreras willis carpenter lawrence sandoval guerrero george chapman rios estrada ortega watkins greene nunez
  wheeler valdez harper burke larson santiago maldonado morrison franklin carlson austin dominguez carr lawson
  jacobs obrien o'brien lynch singh vega bishop montgomery oliver jensen harvey williamson gilbert dean sims
  espinoza howell li wong reid hanson le mccoy garrett burton fuller wang weber welch rojas lucas marquez fields
  park yang little banks padilla day walsh bowman schultz luna fowler mejia kowalski nowak ivanov petrov okafor mbeki
  o'neill o'connor murphy doyle byrne gallagher fitzgerald schneider becker fischer keller vogel lang krause
  garcía gonzález rodríguez fernández lópez martínez sánchez pérez gómez martín jiménez ruiz hernández díaz álvarez
  muñoz gutiérrez vázquez ramírez serrano blanco suárez molina ortega domínguez ramos gil marín iglesias núñez medina
  garrido cortés castillo santos guerrero lozano cano méndez cruz prieto flores herrera peña león márquez cabrera
  gallego calvo vidal campos reyes vega fuentes carrasco aguilar caballero nieto vargas pascual giménez hidalgo
  montero ibáñez santana benítez durán lorenzo mora arias ferrer rivas quintero valencia acosta figueroa zamora
  villarreal ochoa cervantes solís ibarra trujillo velasco zavala barrera bravo salinas escobar navarro rosales`)

/** Names that are words as well: in small letters they tell nothing. */
export const also_words = list(`
  mark frank jack jordan mason scott grant dean rose grace hope joy amber heather carol angel dulce alma norma rosa
  young king white brown green black gray hill bell price ward page day bush stone wood woods cook baker carter hunter
  fisher walker miller long little banks fields park lane ray rice hart knight wells west cole ford fox mills bishop
  hall cruz reed cox ross hunt price rose berry wheeler weaver porter carpenter gardner butler cooper turner
  tucker le li lee ali mei long wright martin blanco bravo campos caballero calvo fuentes leon león reyes santos flores
  dolores remedios esperanza consuelo soledad amparo rosario mercedes pilar concepción will may love terry chester
  christian sean earl roy wei raj minh don dulce cano prieto mora arias rivas salinas cortés barrera jean ann gene
  jose's bobby billy joe guerrero nieto moreno rubio estrada luna vega lozano acosta`)
