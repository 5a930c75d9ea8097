;;; SRFI 146: mappings, persistent maps whose keys are in order. Deviations: none.
;;;
;;; The comparator needs an order. Nothing is ever changed: the procedures whose names end in ! are the others under a second
;;; name. What all mappings have in common is explained in (suo mapping).
(define-library (srfi 146)
  (export mapping mapping-unfold mapping/ordered mapping-unfold/ordered mapping? mapping-contains? mapping-empty?
          mapping-disjoint? mapping-ref mapping-ref/default (rename mapping-comparator-of mapping-key-comparator)
          mapping-adjoin (rename mapping-adjoin mapping-adjoin!) mapping-set (rename mapping-set mapping-set!)
          mapping-replace (rename mapping-replace mapping-replace!) mapping-delete (rename mapping-delete mapping-delete!)
          mapping-delete-all (rename mapping-delete-all mapping-delete-all!)
          mapping-intern (rename mapping-intern mapping-intern!) mapping-update (rename mapping-update mapping-update!)
          mapping-update/default (rename mapping-update/default mapping-update!/default)
          mapping-pop (rename mapping-pop mapping-pop!) mapping-search (rename mapping-search mapping-search!)
          mapping-size mapping-find mapping-count mapping-any? mapping-every? mapping-keys mapping-values mapping-entries
          mapping-map mapping-map->list mapping-for-each mapping-fold mapping-filter (rename mapping-filter mapping-filter!)
          mapping-remove (rename mapping-remove mapping-remove!) mapping-partition (rename mapping-partition mapping-partition!)
          mapping-copy mapping->alist alist->mapping alist->mapping! alist->mapping/ordered alist->mapping/ordered!
          mapping=? mapping<? mapping>? mapping<=? mapping>=?
          mapping-union mapping-intersection mapping-difference mapping-xor (rename mapping-union mapping-union!)
          (rename mapping-intersection mapping-intersection!) (rename mapping-difference mapping-difference!)
          (rename mapping-xor mapping-xor!)
          mapping-min-key mapping-max-key mapping-min-value mapping-max-value mapping-min-entry mapping-max-entry
          mapping-key-predecessor mapping-key-successor
          mapping-range= mapping-range< mapping-range> mapping-range<= mapping-range>=
          (rename mapping-range= mapping-range=!) (rename mapping-range< mapping-range<!)
          (rename mapping-range> mapping-range>!) (rename mapping-range<= mapping-range<=!)
          (rename mapping-range>= mapping-range>=!)
          mapping-split (rename mapping-split mapping-split!) mapping-catenate mapping-catenate!
          mapping-map/monotone (rename mapping-map/monotone mapping-map/monotone!) mapping-fold/reverse
          comparator? mapping-comparator make-mapping-comparator)
  (import (scheme base) (srfi 128) (suo search-tree) (suo mapping))
  (begin
    (define (empty comparator) (empty-mapping comparator #f))

    ;; (mapping comparator key value ...) -> mapping; the first value of a key counts. mapping/ordered: the keys are in order.
    (define (mapping comparator . arguments) (adjoin-arguments (empty comparator) arguments))
    (define (mapping/ordered comparator . arguments) (adjoin-arguments (empty comparator) arguments))

    ;; (mapping-unfold stop? mapper successor seed comparator) -> mapping of the keys and values (mapper seed) …
    (define (mapping-unfold stop? mapper successor seed comparator)
      (mapping-unfold-from (empty comparator) stop? mapper successor seed))
    (define (mapping-unfold/ordered stop? mapper successor seed comparator)
      (mapping-unfold stop? mapper successor seed comparator))

    ;; (alist->mapping comparator alist) -> mapping; (alist->mapping! mapping alist) -> mapping with these associations, too
    (define (alist->mapping comparator alist) (adjoin-alist (empty comparator) alist))
    (define (alist->mapping! mapping alist) (adjoin-alist mapping alist))
    (define (alist->mapping/ordered comparator alist) (adjoin-alist (empty comparator) alist))
    (define (alist->mapping/ordered! mapping alist) (adjoin-alist mapping alist))

    (define (mapping? object) (and (any-mapping? object) (not (mapping-hashed? object))))

    ;; (mapping-map procedure comparator mapping) -> mapping of the keys and values (procedure key value); mapping-map/monotone:
    ;; the new keys have the order of the old ones
    (define (mapping-map procedure comparator mapping) (map-into (empty comparator) procedure mapping))
    (define (mapping-map/monotone procedure comparator mapping) (mapping-map procedure comparator mapping))

    ;;; Order

    (define (order-of mapping) (comparator-ordering-predicate (mapping-comparator-of mapping)))

    (define (entry-or-error entry)
      (or entry (error "the mapping is empty")))
    (define (least mapping) (entry-or-error (tree-first (mapping-tree mapping))))
    (define (greatest mapping) (entry-or-error (tree-last (mapping-tree mapping))))

    ;; (mapping-min-key mapping) -> least key; mapping-min-value: its value; mapping-min-entry: both; max: of the greatest key.
    ;; Errors when the mapping is empty.
    (define (mapping-min-key mapping) (car (least mapping)))
    (define (mapping-max-key mapping) (car (greatest mapping)))
    (define (mapping-min-value mapping) (cdr (least mapping)))
    (define (mapping-max-value mapping) (cdr (greatest mapping)))
    (define (mapping-min-entry mapping) (let ((entry (least mapping))) (values (car entry) (cdr entry))))
    (define (mapping-max-entry mapping) (let ((entry (greatest mapping))) (values (car entry) (cdr entry))))

    ;; (mapping-key-predecessor mapping object failure), mapping-key-successor -> the key that comes just before, after the
    ;; object, or (failure)
    (define (mapping-key-predecessor mapping object failure)
      (let ((entry (tree-previous (order-of mapping) (mapping-tree mapping) object))) (if entry (car entry) (failure))))
    (define (mapping-key-successor mapping object failure)
      (let ((entry (tree-next (order-of mapping) (mapping-tree mapping) object))) (if entry (car entry) (failure))))

    ;; (mapping-range< mapping object), and so on -> mapping of the entries whose keys stand so to the object. O(log n).
    (define (mapping-range< mapping object)
      (with-tree mapping (tree-below (order-of mapping) (mapping-tree mapping) object)))
    (define (mapping-range> mapping object)
      (with-tree mapping (tree-above (order-of mapping) (mapping-tree mapping) object)))
    (define (mapping-range= mapping object)
      (let ((entry (find-entry mapping object)))
        (with-tree mapping (and entry (tree-join #f (car entry) (cdr entry) #f)))))
    (define (mapping-range<= mapping object)
      (let ((entry (find-entry mapping object)) (below (tree-below (order-of mapping) (mapping-tree mapping) object)))
        (with-tree mapping (if entry (tree-join below (car entry) (cdr entry) #f) below))))
    (define (mapping-range>= mapping object)
      (let ((entry (find-entry mapping object)) (above (tree-above (order-of mapping) (mapping-tree mapping) object)))
        (with-tree mapping (if entry (tree-join #f (car entry) (cdr entry) above) above))))

    ;; (mapping-split mapping object) -> five mappings: the ranges <, <=, =, >=, >
    (define (mapping-split mapping object)
      (values (mapping-range< mapping object) (mapping-range<= mapping object) (mapping-range= mapping object)
              (mapping-range>= mapping object) (mapping-range> mapping object)))

    ;; (mapping-catenate comparator mapping key value other) -> mapping of all; the keys are in this order. O(log n).
    (define (mapping-catenate comparator mapping key value other)
      (with-tree (empty comparator) (tree-join (mapping-tree mapping) key value (mapping-tree other))))
    (define (mapping-catenate! mapping key value other)
      (mapping-catenate (mapping-comparator-of mapping) mapping key value other))

    ;;; Comparators

    ;; (make-mapping-comparator comparator) -> comparator of mappings with values that the given one compares: equality as
    ;; mapping=?, order that of their association lists
    (define (make-mapping-comparator comparator)
      (make-comparator mapping?
                       (lambda (one other) (mapping=? comparator one other))
                       (lambda (one other)
                         (<? (make-list-comparator (make-pair-comparator (mapping-comparator-of one) comparator))
                             (mapping->alist one) (mapping->alist other)))
                       #f))

    ;; The comparator of mappings whose values the default comparator compares, which knows it, too.
    (define mapping-comparator (make-mapping-comparator (make-default-comparator)))

    (comparator-register-default! mapping-comparator)))
