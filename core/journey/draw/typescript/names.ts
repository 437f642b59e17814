/** What a printed file imports from the package, and the names that it gives to its own constants. */
export interface Names {
  /** A function or declaration of the package. */
  use(name: string): string;
  /** A free name like this one: `nudge`, else `nudge2`. */
  claim(like: string): string;
  readonly imports: ReadonlySet<string>;
}

/** Everything that a printed file may import, so that no constant takes such a name; and the words of the language. */
const taken =
  `after alert and answered bounced branch byApi byDate byHand bySchedule call channel clicked count decide defineEvent defineTopic
  defineTraits delivered dismissed email emitted end entryOf exit first flow goTo handOff inApp inSegment interrupt join journey
  jsonStep last lastMessages loop MessageBounced MessageClicked MessageComplained MessageDelivered MessageDismissed MessageOpened
  MessageReplied MessageSeen MessageSent MessageUnsubscribed mostFrequent not on opened or parallel passages percent replied
  seen send sms split startJourney sum SurveyAnswered t task template text update wait waitFor webhook webhookTo when
  arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield NaN Infinity`.split(/\s+/);

export function newNames(): Names {
  const used = new Set(taken);
  const imports = new Set<string>();
  return {
    imports,
    use(name) {
      imports.add(name);
      return name;
    },
    claim(like) {
      let name = like;
      for (let number = 2; used.has(name); number += 1) name = `${like}${number}`;
      used.add(name);
      return name;
    },
  };
}

/** "Order Completed" and "order-completed" as OrderCompleted; what is no letter or digit only parts words. */
export function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  return /^[A-Za-z]/.test(name) ? name : `Event${name}`;
}

export function camelCase(text: string): string {
  const name = pascalCase(text);
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
