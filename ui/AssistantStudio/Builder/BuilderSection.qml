import QtQuick

/** One of the builder's sections: its title, what stands beside it, and what is in it. */
QtObject {
    /** Its name in code, such as "checks". */
    required property string key
    required property string title
    /** A count or a state, such as "3" or "8/8"; empty for none. */
    property string badge: ""
    /** The badge as a screen reader says it, such as "3 files". */
    property string badgeName: badge
    /** The draft's fields that are changed here; after an undo the person is led to them. */
    property list<string> fields: []
    required property Component body
}
