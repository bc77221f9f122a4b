<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>compare</name>
    <message numerus="yes">
        <source>They differ in %n point(s), none of which stopped a walk.</source>
        <translation>
            <numerusform>They differ in %n point, none of which stopped a walk.</numerusform>
            <numerusform>They differ in %n points, none of which stopped a walk.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) are alike.</source>
        <translation>
            <numerusform>%n step is alike.</numerusform>
            <numerusform>%n steps are alike.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mailwalk::wizard</name>
    <message numerus="yes">
        <source>Where a finished profile (second walk) differs from a new one (first walk), %n point(s):</source>
        <translation>
            <numerusform>Where a finished profile (second walk) differs from a new one (first walk), %n point:</numerusform>
            <numerusform>Where a finished profile (second walk) differs from a new one (first walk), %n points:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mailwalk::wizard::StepsTab</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n step(s)</source>
        <translation>
            <numerusform>%1 of %n step</numerusform>
            <numerusform>%1 of %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mailwalk::wizard::TableTab</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>repeated</name>
    <message numerus="yes">
        <source>%1 of %n walk(s) failed, always when the front end %2 answered.</source>
        <translation>
            <numerusform>%1 of %n walk failed, always when the front end %2 answered.</numerusform>
            <numerusform>%1 of %n walks failed, always when the front end %2 answered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n walk(s) failed, when the front end %2 answered.</source>
        <translation>
            <numerusform>%1 of %n walk failed, when the front end %2 answered.</numerusform>
            <numerusform>%1 of %n walks failed, when the front end %2 answered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n walk(s) failed, always at %2.</source>
        <translation>
            <numerusform>%1 of %n walk failed, always at %2.</numerusform>
            <numerusform>%1 of %n walks failed, always at %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n walk(s) failed, at %2.</source>
        <translation>
            <numerusform>%1 of %n walk failed, at %2.</numerusform>
            <numerusform>%1 of %n walks failed, at %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n walk(s) worked.</source>
        <translation>
            <numerusform>The %n walk worked.</numerusform>
            <numerusform>All %n walks worked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n walk(s) failed.</source>
        <translation>
            <numerusform>The %n walk did not fail.</numerusform>
            <numerusform>None of %n walks failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n walk(s) failed: it does not come and go.</source>
        <translation>
            <numerusform>The %n walk failed.</numerusform>
            <numerusform>All %n walks failed: it does not come and go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 failed whenever it was tried (%n walk(s)); another address of the same name served instead.</source>
        <translation>
            <numerusform>%1 failed whenever it was tried (%n walk); another address of the same name served instead.</numerusform>
            <numerusform>%1 failed whenever it was tried (%n walks); another address of the same name served instead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more walk(s) came to no end and told nothing.</source>
        <translation>
            <numerusform>%n more walk came to no end and told nothing.</numerusform>
            <numerusform>%n more walks came to no end and told nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n walk(s) failed.</source>
        <translation>
            <numerusform>%1 of %n walk failed.</numerusform>
            <numerusform>%1 of %n walks failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n walk(s) failed. No machine had a part in all of these and in none of the others.</source>
        <translation>
            <numerusform>%1 of %n walk failed. No machine had a part in all of these and in none of the others.</numerusform>
            <numerusform>%1 of %n walks failed. No machine had a part in all of these and in none of the others.</numerusform>
        </translation>
    </message>
</context>
</TS>
