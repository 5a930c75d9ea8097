;;; (suo sort): stable sorting of lists and vectors. (sort sequence less?), (list-sort less? list).
(define-library (suo sort)
  (export sort sort! list-sort vector-sort vector-sort! list-sorted?)
  (import (runtime sorting)))
