/** Texts for Teams and for staff, with the placeholders their templates must have; they stand in `content/de/texts/teams.yaml`. */
export const teamsTextKeys = {
  'staff.ticketMade': [],
  'staff.offerMade': [],
  'staff.refused.notAllowed': [],
  'staff.refused.customerUnknown': [],
  'staff.refused.contactUnknown': [],
  'staff.refused.descriptionEmpty': [],
  'staff.refused.mayNotOrder': [],
  'staff.refused.notBillable': [],
  'staff.refused.noRate': [],
} as const satisfies Record<string, readonly string[]>;
