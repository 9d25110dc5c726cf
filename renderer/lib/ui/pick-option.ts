/** A line of a PickList. */
export interface PickOption {
  key: string
  label: string
  hint?: string | undefined
  /** a class that sets a colour, for a dot */
  dot?: string | undefined
  /** of a list that takes several */
  state?: 'on' | 'off' | 'mixed'
}
