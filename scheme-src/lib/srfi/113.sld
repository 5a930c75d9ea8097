;;; SRFI 113: sets and bags. Comparators are those of SRFI 128. Deviations: none.
;;;
;;; Both are collections of (suo collection), which says how they are made. The procedures whose names end in ! change and return
;;; their first collection, the others return fresh ones. One element takes constant time on average, a whole collection linear
;;; time. Names of sets and of bags correspond; what follows speaks of sets. Both orders of arguments that are in use are accepted:
;;; the comparator of an unfold may come last, that of a map second (note 2 of the SRFI).
(define-library (srfi 113)
  (export set set-unfold set? set-contains? set-empty? set-disjoint? set-member set-element-comparator
          set-adjoin set-adjoin! set-replace set-replace! set-delete set-delete! set-delete-all set-delete-all! set-search!
          set-size set-find set-count set-any? set-every? set-map set-for-each set-fold set-filter set-filter!
          set-remove set-remove! set-partition set-partition! set-copy set->list list->set list->set!
          set=? set<? set>? set<=? set>=? set-union set-intersection set-difference set-xor
          set-union! set-intersection! set-difference! set-xor! set-comparator
          bag bag-unfold bag? bag-contains? bag-empty? bag-disjoint? bag-member bag-element-comparator
          bag-adjoin bag-adjoin! bag-replace bag-replace! bag-delete bag-delete! bag-delete-all bag-delete-all! bag-search!
          bag-size bag-find bag-count bag-any? bag-every? bag-map bag-for-each bag-fold bag-filter bag-filter!
          bag-remove bag-remove! bag-partition bag-partition! bag-copy bag->list list->bag list->bag!
          bag=? bag<? bag>? bag<=? bag>=? bag-union bag-intersection bag-difference bag-xor
          bag-union! bag-intersection! bag-difference! bag-xor! bag-comparator
          bag-sum bag-sum! bag-product bag-product! bag-unique-size bag-element-count bag-for-each-unique
          bag-fold-unique bag-increment! bag-decrement! bag->set set->bag set->bag! bag->alist alist->bag)
  (import (scheme base) (srfi 128) (suo collection))
  (begin
    (define (chain related? collections)
      (or (null? collections)
          (let loop ((collection (car collections)) (rest (cdr collections)))
            (or (null? rest)
                (and (related? collection (car rest)) (loop (car rest) (cdr rest)))))))

    (define (combine-all! combine! collection rest)
      (for-each (lambda (other) (combine! collection other)) rest)
      collection)

    (define (unfold-into collection stop? mapper successor seed)
      (if (stop? seed)
          collection
          (unfold-into (add! collection (mapper seed) 1) stop? mapper successor (successor seed))))

    ;; What sets and bags have alike. kind: #t for bags.
    (define-syntax define-collections
      (syntax-rules ()
        ((_ kind empty comparator-name make unfold is? contains? empty? disjoint? member element-comparator
            adjoin adjoin! replace replace!-name delete delete! delete-all delete-all!-name search!
            size find count any? every? map-name for-each-name fold filter filter! remove remove! partition partition!
            copy ->list list-> list->! =?-name <?-name >?-name <=?-name >=?-name
            union intersection difference xor union!-name intersection!-name difference!-name xor!-name)
         (begin
           ;; (set comparator element ...), (list->set comparator list) -> set of the elements
           (define (make comparator . elements) (list-> comparator elements))
           (define (list-> comparator list) (adjoin-all! (empty comparator) list))
           ;; (list->set! set list) -> set with these elements, too
           (define (list->! collection list) (adjoin-all! collection list))
           ;; (set-unfold comparator stop? mapper successor seed) -> set of (mapper seed), (mapper (successor seed)) …
           (define (unfold one two three four five)
             (if (comparator? one)
                 (unfold-into (empty one) two three four five)
                 (unfold-into (empty five) one two three four)))

           (define (is? object) (collection-of-kind? object kind))
           (define (contains? collection element) (collection-contains? collection element))
           (define (empty? collection) (collection-empty? collection))
           (define (disjoint? one other) (collection-disjoint? one other))
           (define (member collection element default) (collection-member collection element default))
           (define (element-comparator collection) (collection-comparator collection))

           ;; (set-adjoin set element ...) -> with the elements; (set-delete set element ...) -> without them; set-replace: with
           ;; the element in place of the one that is the same; set-search!: see collection-search!
           (define (adjoin collection . elements) (adjoin-all! (copy collection) elements))
           (define (adjoin! collection . elements) (adjoin-all! collection elements))
           (define (replace collection element) (replace! (copy collection) element))
           (define (replace!-name collection element) (replace! collection element))
           (define (delete collection . elements) (delete-all! (copy collection) elements))
           (define (delete! collection . elements) (delete-all! collection elements))
           (define (delete-all collection elements) (delete-all! (copy collection) elements))
           (define (delete-all!-name collection elements) (delete-all! collection elements))
           (define (search! collection element failure success)
             (collection-search! collection element failure success))

           ;; (set-size set) -> number of elements; (set-find satisfies? set failure) -> element or (failure); (set-count
           ;; satisfies? set) -> number of those that satisfy
           (define (size collection) (collection-total collection))
           (define (find satisfies? collection failure) (collection-find satisfies? collection failure))
           (define (count satisfies? collection) (collection-count satisfies? collection))
           (define (any? satisfies? collection) (collection-any? satisfies? collection))
           (define (every? satisfies? collection) (collection-every? satisfies? collection))

           ;; (set-map comparator procedure set) -> set of the results; (set-fold combine seed set) -> (combine element result)
           ;; over the elements
           (define (map-name comparator procedure collection)
             (if (comparator? comparator)
                 (fold (lambda (element result) (add! result (procedure element) 1)) (empty comparator) collection)
                 (map-name procedure comparator collection)))
           (define (for-each-name procedure collection) (collection-for-each procedure collection))
           (define (fold combine seed collection) (collection-fold combine seed collection))

           ;; (set-filter satisfies? set), set-remove -> of the elements that do, that do not; set-partition -> both
           (define (filter satisfies? collection) (keep! satisfies? (copy collection)))
           (define (filter! satisfies? collection) (keep! satisfies? collection))
           (define (remove satisfies? collection) (remove! satisfies? (copy collection)))
           (define (remove! satisfies? collection) (keep! (lambda (element) (not (satisfies? element))) collection))
           (define (partition satisfies? collection) (values (filter satisfies? collection) (remove satisfies? collection)))
           (define (partition! satisfies? collection)
             (let ((others (remove satisfies? collection))) (values (filter! satisfies? collection) others)))

           (define (copy collection) (collection-copy collection))
           (define (->list collection) (collection->list collection))

           ;; (set=? set ...), and so on: same elements, proper part of the next, …
           (define (=?-name . collections) (chain collection=? collections))
           (define (<?-name . collections) (chain collection<? collections))
           (define (<=?-name . collections) (chain collection<=? collections))
           (define (>?-name . collections) (chain (lambda (one other) (collection<? other one)) collections))
           (define (>=?-name . collections) (chain (lambda (one other) (collection<=? other one)) collections))

           ;; (set-union set ...), set-intersection, set-difference (of the first but of no other), (set-xor set set)
           (define (union collection . rest) (combine-all! union! (copy collection) rest))
           (define (intersection collection . rest) (combine-all! intersection! (copy collection) rest))
           (define (difference collection . rest) (combine-all! difference! (copy collection) rest))
           (define (xor one other) (xor! (copy one) other))
           (define (union!-name collection . rest) (combine-all! union! collection rest))
           (define (intersection!-name collection . rest) (combine-all! intersection! collection rest))
           (define (difference!-name collection . rest) (combine-all! difference! collection rest))
           (define (xor!-name one other) (xor! one other))

           ;; Comparator of whole sets, with a hash function and without order; the default comparator knows it.
           (define comparator-name (collection-comparator-for kind))))))

    (define-collections #f empty-set set-comparator set set-unfold set? set-contains? set-empty? set-disjoint? set-member
      set-element-comparator set-adjoin set-adjoin! set-replace set-replace! set-delete set-delete! set-delete-all
      set-delete-all! set-search! set-size set-find set-count set-any? set-every? set-map set-for-each set-fold set-filter
      set-filter! set-remove set-remove! set-partition set-partition! set-copy set->list list->set list->set! set=? set<? set>?
      set<=? set>=? set-union set-intersection set-difference set-xor set-union! set-intersection! set-difference! set-xor!)

    (define-collections #t empty-bag bag-comparator bag bag-unfold bag? bag-contains? bag-empty? bag-disjoint? bag-member
      bag-element-comparator bag-adjoin bag-adjoin! bag-replace bag-replace! bag-delete bag-delete! bag-delete-all
      bag-delete-all! bag-search! bag-size bag-find bag-count bag-any? bag-every? bag-map bag-for-each bag-fold bag-filter
      bag-filter! bag-remove bag-remove! bag-partition bag-partition! bag-copy bag->list list->bag list->bag! bag=? bag<? bag>?
      bag<=? bag>=? bag-union bag-intersection bag-difference bag-xor bag-union! bag-intersection! bag-difference! bag-xor!)

    ;;; Bags only

    ;; (bag-sum bag ...) -> bag whose counts are the sums of theirs
    (define (bag-sum bag . rest) (combine-all! sum! (bag-copy bag) rest))
    (define (bag-sum! bag . rest) (combine-all! sum! bag rest))

    ;; (bag-product factor bag) -> bag with each count times the factor, an exact integer that is not negative
    (define (bag-product factor bag) (product! factor (bag-copy bag)))
    (define (bag-product! factor bag) (product! factor bag))

    ;; (bag-unique-size bag) -> number of different elements; (bag-element-count bag element) -> how often it is there
    (define (bag-unique-size bag) (collection-unique-size bag))
    (define (bag-element-count bag element) (collection-count-of bag element))

    ;; (bag-for-each-unique procedure bag): calls with each different element and its count; (bag-fold-unique combine seed bag) ->
    ;; (combine element count result) over them
    (define (bag-for-each-unique procedure bag) (collection-for-each-unique procedure bag))
    (define (bag-fold-unique combine seed bag) (collection-fold-unique combine seed bag))

    ;; (bag-increment! bag element count), bag-decrement! -> bag with so many more, fewer of the element
    (define (bag-increment! bag element count) (add! bag element count))
    (define (bag-decrement! bag element count)
      (set-count-of! bag element (max 0 (- (collection-count-of bag element) count))))

    ;; (bag->set bag), (set->bag set) -> set, bag of the different elements; (set->bag! bag set) -> bag with the set's elements, too
    (define (bag->set bag)
      (collection-fold-unique (lambda (element count set) (add! set element 1)) (empty-set (collection-comparator bag)) bag))
    (define (set->bag set) (set->bag! (empty-bag (collection-comparator set)) set))
    (define (set->bag! bag set)
      (collection-fold (lambda (element bag) (add! bag element 1)) bag set))

    ;; (bag->alist bag) -> list of (element . count); (alist->bag comparator alist) -> bag; the first count of an element stands
    (define (bag->alist bag)
      (collection-fold-unique (lambda (element count list) (cons (cons element count) list)) '() bag))
    (define (alist->bag comparator alist)
      (let ((bag (empty-bag comparator)))
        (for-each (lambda (entry)
                    (unless (collection-contains? bag (car entry)) (set-count-of! bag (car entry) (cdr entry))))
                  alist)
        bag))

    (comparator-register-default! set-comparator)
    (comparator-register-default! bag-comparator)))
