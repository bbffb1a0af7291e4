/** Tiny manifests of each format, for tests. */

export const scorm12Xml = (): string => `<?xml version="1.0"?>
<manifest identifier="m1" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o1"><organization identifier="o1"><title>Hand hygiene</title>
<item identifier="i1" identifierref="r1" parameters="?x=1"><title>Wash hands</title><adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>seed=7</adlcp:datafromlms></item>
</organization></organizations>
<resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources>
</manifest>`

export const scorm2004Xml = (): string => `<?xml version="1.0"?>
<manifest identifier="m2" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="o1"><organization identifier="o1"><title>Sepsis</title>
<item identifier="i1" identifierref="r1"><title>Signs of sepsis</title>
<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.75</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing></item>
</organization></organizations>
<resources xml:base="sco/"><resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="index.html"/></resources>
</manifest>`

export const cmi5Xml = (): string => `<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://c.example/course"><title><langstring lang="en-US">Falls</langstring></title><description><langstring lang="en-US">Falls</langstring></description></course>
<objectives><objective id="https://c.example/o1"><title><langstring>A</langstring></title><description><langstring>A</langstring></description></objective>
<objective id="https://c.example/o2"><title><langstring>B</langstring></title><description><langstring>B</langstring></description></objective></objectives>
<au id="https://c.example/au/1" moveOn="Passed" masteryScore="0.8" launchMethod="AnyWindow"><title><langstring lang="en-US">One</langstring></title><description><langstring>One</langstring></description>
<objectives><objective idref="https://c.example/o1"/></objectives><url> index.html </url><launchParameters>level=2</launchParameters></au>
<block id="https://c.example/block"><title><langstring>Block</langstring></title><description><langstring>Block</langstring></description>
<au id="https://c.example/au/2"><title><langstring>Two</langstring></title><description><langstring>Two</langstring></description><url>index.html?page=2</url></au></block>
</courseStructure>`
