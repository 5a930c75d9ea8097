;;; SRFI 222: compound objects, which hold several objects and may be asked for those of a kind. Deviations: none.
;;;
;;; An object that is no compound is taken for a compound of itself alone.
(define-library (srfi 222)
  (export make-compound compound? compound-subobjects compound-length compound-ref compound-map compound-map->list
          compound-filter compound-predicate compound-access)
  (import (scheme base))
  (begin
    (define-record-type compound
      (make-raw-compound subobjects)
      compound?
      (subobjects raw-subobjects))

    ;; (make-compound object ...) -> a compound of them; those that are compounds give their subobjects
    (define (make-compound . objects) (make-flat-compound objects))

    (define (make-flat-compound objects)
      (make-raw-compound (apply append (map compound-subobjects objects))))

    ;; (compound-subobjects object) -> the list of its subobjects, or of the object itself
    (define (compound-subobjects object)
      (if (compound? object) (raw-subobjects object) (list object)))

    ;; (compound-length object) -> how many subobjects it has
    (define (compound-length object) (length (compound-subobjects object)))

    ;; (compound-ref object index) -> the subobject at the index; an error when there is none
    (define (compound-ref object index) (list-ref (compound-subobjects object) index))

    ;; (compound-map procedure object) -> a compound of the results; those that are compounds give their subobjects
    (define (compound-map procedure object) (make-flat-compound (compound-map->list procedure object)))

    ;; (compound-map->list procedure object) -> the list of the results
    (define (compound-map->list procedure object) (map procedure (compound-subobjects object)))

    ;; (compound-filter predicate object) -> a compound of the subobjects that satisfy the predicate
    (define (compound-filter predicate object)
      (make-raw-compound
       (let loop ((rest (compound-subobjects object)))
         (cond ((null? rest) '())
               ((predicate (car rest)) (cons (car rest) (loop (cdr rest))))
               (else (loop (cdr rest)))))))

    ;; (compound-predicate predicate object): does the object or one of its subobjects satisfy it?
    (define (compound-predicate predicate object)
      (or (and (predicate object) #t)
          (and (compound? object) (find-satisfying predicate (raw-subobjects object)) #t)))

    ;; (compound-access predicate accessor default object) -> the accessor's value of the object, or of the first subobject, that
    ;; satisfies the predicate; the default when none does
    (define (compound-access predicate accessor default object)
      (if (predicate object)
          (accessor object)
          (let ((found (and (compound? object) (find-satisfying predicate (raw-subobjects object)))))
            (if found (accessor (car found)) default))))

    ;; -> the rest of the list that begins with it, or #f
    (define (find-satisfying predicate list)
      (and (pair? list)
           (if (predicate (car list)) list (find-satisfying predicate (cdr list)))))))
