;;; SRFI 146, the library (srfi 146 hash): hash maps, persistent maps by a hash function. Deviations: none.
;;;
;;; The comparator needs a hash function. Nothing is ever changed: the procedures whose names end in ! are the others under a
;;; second name. What each procedure does is said in (suo mapping), under the name with mapping in place of hashmap.
(define-library (srfi 146 hash)
  (export hashmap hashmap-unfold hashmap? (rename mapping-contains? hashmap-contains?) (rename mapping-empty? hashmap-empty?)
          (rename mapping-disjoint? hashmap-disjoint?) (rename mapping-ref hashmap-ref)
          (rename mapping-ref/default hashmap-ref/default) (rename mapping-comparator-of hashmap-key-comparator)
          (rename mapping-adjoin hashmap-adjoin) (rename mapping-adjoin hashmap-adjoin!)
          (rename mapping-set hashmap-set) (rename mapping-set hashmap-set!)
          (rename mapping-replace hashmap-replace) (rename mapping-replace hashmap-replace!)
          (rename mapping-delete hashmap-delete) (rename mapping-delete hashmap-delete!)
          (rename mapping-delete-all hashmap-delete-all) (rename mapping-delete-all hashmap-delete-all!)
          (rename mapping-intern hashmap-intern) (rename mapping-intern hashmap-intern!)
          (rename mapping-update hashmap-update) (rename mapping-update hashmap-update!)
          (rename mapping-update/default hashmap-update/default) (rename mapping-update/default hashmap-update!/default)
          (rename mapping-pop hashmap-pop) (rename mapping-pop hashmap-pop!)
          (rename mapping-search hashmap-search) (rename mapping-search hashmap-search!)
          (rename mapping-size hashmap-size) (rename mapping-find hashmap-find) (rename mapping-count hashmap-count)
          (rename mapping-any? hashmap-any?) (rename mapping-every? hashmap-every?) (rename mapping-keys hashmap-keys)
          (rename mapping-values hashmap-values) (rename mapping-entries hashmap-entries)
          hashmap-map (rename mapping-map->list hashmap-map->list) (rename mapping-for-each hashmap-for-each)
          (rename mapping-fold hashmap-fold) (rename mapping-filter hashmap-filter) (rename mapping-filter hashmap-filter!)
          (rename mapping-remove hashmap-remove) (rename mapping-remove hashmap-remove!)
          (rename mapping-partition hashmap-partition) (rename mapping-partition hashmap-partition!)
          (rename mapping-copy hashmap-copy) (rename mapping->alist hashmap->alist) alist->hashmap alist->hashmap!
          (rename mapping=? hashmap=?) (rename mapping<? hashmap<?) (rename mapping>? hashmap>?)
          (rename mapping<=? hashmap<=?) (rename mapping>=? hashmap>=?)
          (rename mapping-union hashmap-union) (rename mapping-union hashmap-union!)
          (rename mapping-intersection hashmap-intersection) (rename mapping-intersection hashmap-intersection!)
          (rename mapping-difference hashmap-difference) (rename mapping-difference hashmap-difference!)
          (rename mapping-xor hashmap-xor) (rename mapping-xor hashmap-xor!)
          comparator? hashmap-comparator make-hashmap-comparator)
  (import (scheme base) (srfi 128) (suo mapping))
  (begin
    (define (empty comparator) (empty-mapping comparator #t))

    ;; (hashmap comparator key value ...) -> hash map; the first value of a key counts
    (define (hashmap comparator . arguments) (adjoin-arguments (empty comparator) arguments))

    ;; (hashmap-unfold stop? mapper successor seed comparator) -> hash map of the keys and values (mapper seed) …
    (define (hashmap-unfold stop? mapper successor seed comparator)
      (mapping-unfold-from (empty comparator) stop? mapper successor seed))

    ;; (alist->hashmap comparator alist) -> hash map; (alist->hashmap! hashmap alist) -> hash map with these associations, too
    (define (alist->hashmap comparator alist) (adjoin-alist (empty comparator) alist))
    (define (alist->hashmap! hashmap alist) (adjoin-alist hashmap alist))

    (define (hashmap? object) (and (any-mapping? object) (mapping-hashed? object)))

    ;; (hashmap-map procedure comparator hashmap) -> hash map of the keys and values (procedure key value)
    (define (hashmap-map procedure comparator hashmap) (map-into (empty comparator) procedure hashmap))

    ;; (make-hashmap-comparator comparator) -> comparator of hash maps with values that the given one compares, with a hash
    ;; function and without order
    (define (make-hashmap-comparator comparator)
      (make-comparator hashmap?
                       (lambda (one other) (mapping=? comparator one other))
                       #f
                       (lambda (hashmap)
                         (let ((keys (mapping-comparator-of hashmap)))
                           (mapping-fold (lambda (key value sum)
                                           (modulo (+ sum (* 31 (comparator-hash keys key)) (comparator-hash comparator value))
                                                   (hash-bound)))
                                         1 hashmap)))))

    ;; The comparator of hash maps whose values the default comparator compares, which knows it, too.
    (define hashmap-comparator (make-hashmap-comparator (make-default-comparator)))

    (comparator-register-default! hashmap-comparator)))
