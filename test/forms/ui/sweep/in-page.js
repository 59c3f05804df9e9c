/**
 * What a test asks of a page from within: a script for the browser, put there before the page's own. Each answer is a list
 * of complaints; empty where nothing is wrong.
 */
globalThis.sweep = (() => {
  const FOCUSABLE = 'a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable]'
  const DRAWN = '.djs-container'
  /** Least contrast of letters, and of what is drawn (WCAG 1.4.3, 1.4.11). */
  const [OF_TEXT, OF_SHAPES] = [4.5, 3]

  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: false })
  }

  /** The last of the words by which people, and who mends the page, know an element. */
  const nameOf = (element) => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replaceAll(/\s+/g, ' ')
    const name = element.id === '' ? (element.getAttribute('name') ?? '') : `#${element.id}`
    return `<${element.localName}> ${name} ${words.slice(0, 60)}`.trim()
  }

  // ── The way of the Tab key ──

  /** Of radio buttons with one name the key reaches one: the chosen, or the first. */
  const isItsTurn = (element) => {
    if (element.type !== 'radio') return true
    const group = [...document.querySelectorAll('input[type=radio]')].filter(
      (one) => one.name === element.name && one.form === element.form && !one.disabled && isSeen(one),
    )
    return element === (group.find((one) => one.checked) ?? group[0])
  }

  const expected = () =>
    [...document.querySelectorAll(FOCUSABLE)].filter(
      (element) => !element.disabled && element.tabIndex >= 0 && isSeen(element) && isItsTurn(element),
    )

  /** What shows that something has the focus: on itself, or on the label that stands for it. */
  const lookOf = (element) =>
    [element, ...(element.labels ?? []), ...element.children]
      .flatMap((one) => [undefined, '::before', '::after'].map((part) => getComputedStyle(one, part)))
      .map((style) =>
        [
          style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`,
          style.boxShadow,
          style.backgroundColor,
          style.borderTopWidth,
          style.borderTopColor,
          style.borderBottomWidth,
          style.stroke,
          style.strokeWidth,
        ].join('|'),
      )
      .join('\n')

  let stops = []
  let before = new Map()
  let places = []

  /** Where something would be if nothing had been scrolled. */
  const placeOf = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    let [x, y] = [scrollX, scrollY]
    for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
      x += at.scrollLeft
      y += at.scrollTop
    }
    return { left: left + x, right: right + x, top: top + y, bottom: bottom + y }
  }

  const onFocus = ({ target }) => {
    const { left, right, top, bottom } = target.getBoundingClientRect()
    places.push({
      element: target,
      ...placeOf(target),
      isInView: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
      isMarked: before.has(target) && before.get(target) !== lookOf(target),
    })
  }

  /** @returns how often the Tab key is to be pressed */
  const beginTabs = () => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    scrollTo(0, 0)
    stops = expected()
    before = new Map(stops.map((element) => [element, lookOf(element)]))
    places = []
    document.addEventListener('focusin', onFocus, true)
    return stops.length
  }

  /** What scrolls by itself is reached, too, though nothing in it is. */
  const isScrolled = ({ element }) => !stops.includes(element) && element.scrollWidth > element.clientWidth

  const endTabs = () => {
    document.removeEventListener('focusin', onFocus, true)
    const wrong = [...document.querySelectorAll('[tabindex]')]
      .filter(({ tabIndex }) => tabIndex > 0)
      .map((element) => `has a place of its own in the order: ${nameOf(element)}`)
    const reached = places.filter((place) => !isScrolled(place))
    const off = stops.findIndex((element, index) => element !== reached[index]?.element)
    if (off !== -1) {
      const instead = reached[off] === undefined ? 'nothing' : nameOf(reached[off].element)
      wrong.push(`the Tab key reaches ${instead} instead of ${nameOf(stops[off])}`)
    }
    for (const [index, { element, isInView, isMarked, ...place }] of reached.entries()) {
      if (!isInView) wrong.push(`has the focus out of sight: ${nameOf(element)}`)
      if (!isMarked) wrong.push(`does not look as if it had the focus: ${nameOf(element)}`)
      const last = reached[index - 1]
      if (last && place.bottom <= last.top && place.left < last.right && last.element.closest('main'))
        wrong.push(`the Tab key goes up from ${nameOf(last.element)} to ${nameOf(element)}`)
    }
    return wrong
  }

  // ── Room ──

  /** Tables that run into what stands beside them. */
  const sticksOut = () =>
    [...document.querySelectorAll('table')]
      .filter((table) => isSeen(table) && !table.closest(DRAWN))
      .filter((table) => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1)
      .map((table) => `sticks out of its place: ${nameOf(table)}`)

  const tooWide = () => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return sticksOut()
    const [widest] = [...document.body.querySelectorAll('*')]
      .filter(isSeen)
      .map((element) => [element.getBoundingClientRect().right, element])
      .sort(([right], [other]) => other - right)
    return [`has to be scrolled sideways, for ${nameOf(widest[1])}`]
  }

  /** Words whose end is not to be seen. What is hidden from view on purpose is a pixel wide. */
  const cutOff = () =>
    [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element)
        const isCut = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1
        // A line that one types goes on by itself, and a drawing is moved about.
        if (element.localName === 'input' || element.closest(DRAWN) || element.querySelector(DRAWN)) return false
        return isCut && (overflowX === 'hidden' || overflowX === 'clip') && isSeen(element)
      })
      .map((element) => `is cut off: ${nameOf(element)}`)

  // ── Colours that the reader has chosen ──

  const numbers = (colour) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
    return { rgb: [red, green, blue], alpha }
  }
  const lightness = (rgb) => {
    const [red, green, blue] = rgb.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one, other) => {
    const [dark, light] = [lightness(one), lightness(other)].sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { rgb, alpha } = numbers(getComputedStyle(at).backgroundColor)
      if (alpha > 0.5) return rgb
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255]
  }

  const unreadable = () => {
    const wrong = []
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (words.nextNode()) {
      const element = words.currentNode.parentElement
      if (words.currentNode.data.trim() === '' || element.closest('svg, script, style, :disabled') || !isSeen(element))
        continue
      if (contrast(numbers(getComputedStyle(element).color).rgb, groundOf(element)) < OF_TEXT)
        wrong.push(`cannot be read: ${nameOf(element)}`)
    }
    return wrong
  }

  const hasEdge = (style, ground) =>
    ['Top', 'Bottom'].some((side) => {
      const { rgb, alpha } = numbers(style[`border${side}Color`])
      const isDrawn = style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1
      return isDrawn && alpha > 0 && contrast(rgb, ground) >= OF_SHAPES
    })

  const isDrawnByBrowser = (control) =>
    control.matches('[type=radio], [type=checkbox]') &&
    getComputedStyle(control).appearance !== 'none' &&
    getComputedStyle(control).opacity !== '0'

  /** Controls that have no edge, no ground and no line under their words. */
  const shapeless = () =>
    [...document.querySelectorAll('button, input, select, textarea')]
      // One that a browser draws by itself has the shape that the reader knows.
      .filter((control) => isSeen(control) && control.clientWidth > 1 && !control.disabled)
      .filter((control) => control.type !== 'file' && !isDrawnByBrowser(control))
      .filter((control) => {
        const ground = groundOf(control.parentElement)
        const [label] = control.labels ?? []
        // A radio button or box is drawn before its label.
        const drawn =
          control.matches('[type=radio], [type=checkbox]') && label ? getComputedStyle(label, '::before') : null
        const style = getComputedStyle(control)
        const own = numbers(style.backgroundColor)
        return !(
          (drawn && hasEdge(drawn, ground)) ||
          hasEdge(style, ground) ||
          (own.alpha > 0.5 && contrast(own.rgb, ground) >= OF_SHAPES) ||
          style.textDecorationLine.includes('underline')
        )
      })
      .map((control) => `has no shape: ${nameOf(control)}`)

  const isAround = (outer, inner) =>
    outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom

  /** What a shape is painted with, as far as one sees through it. */
  const paintsOf = (shape) => {
    const { fill, stroke, fillOpacity, strokeOpacity } = getComputedStyle(shape)
    const paint = (colour, opacity) => ({ rgb: numbers(colour).rgb, alpha: numbers(colour).alpha * Number(opacity) })
    const [inside, line] = [paint(fill, fillOpacity), paint(stroke, strokeOpacity)]
    return {
      ground: fill !== 'none' && inside.alpha > 0.5 ? inside.rgb : null,
      colours: [fill === 'none' ? null : inside, stroke === 'none' ? null : line].flatMap((one) =>
        one && one.alpha > 0.1 ? [one.rgb] : [],
      ),
    }
  }

  /** Shapes that are as light as what is behind them (the page, or a shape drawn earlier), with nothing on them that is not. */
  const unseenIn = (picture) => {
    const page = groundOf(picture)
    let drawn = []
    for (const shape of picture.querySelectorAll('path, rect, circle, ellipse, line, polyline, polygon, text')) {
      if (!isSeen(shape) || shape.closest('defs, marker, clipPath')) continue
      const { ground, colours } = paintsOf(shape)
      if (colours.length === 0) continue
      const box = shape.getBoundingClientRect()
      const under = drawn.findLast((one) => one.ground && isAround(one.box, box))?.ground ?? page
      const isDistinct = colours.some((colour) => contrast(colour, under) >= OF_SHAPES)
      // A plate is seen by what stands on it.
      if (isDistinct) drawn = drawn.map((one) => (isAround(one.box, box) ? { ...one, isDistinct } : one))
      drawn.push({ shape, box, ground, isDistinct })
    }
    return drawn
      .filter(({ isDistinct }) => !isDistinct)
      .map(({ shape }) => `cannot be seen: <${shape.localName} class="${shape.getAttribute('class') ?? ''}">`)
  }

  /** On paper of its own a picture is the same for everybody. */
  const hasPaper = (picture) => getComputedStyle(picture.parentElement).forcedColorAdjust === 'none'

  const unseen = () =>
    [...document.querySelectorAll('svg')].filter((picture) => isSeen(picture) && !hasPaper(picture)).flatMap(unseenIn)

  const forcedColours = () => [...unreadable(), ...shapeless(), ...unseen()]

  return { beginTabs, endTabs, tooWide, cutOff, forcedColours }
})()
