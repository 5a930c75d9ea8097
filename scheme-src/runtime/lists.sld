;;; Lists: pairs beyond the open-coded primitives.
;;;
;;; Each procedure checks a link once (`pair?`) and then takes it apart without checks. Procedures that build a list in order
;;; recurse: the stack is as large as memory, and a frame is cheaper than a second pass.
(define-library (runtime lists)
  (export list? length append list reverse list-tail list-ref list-set! list-copy make-list
          memq memv member assq assv assoc
          map for-each last-pair reverse! append-reverse cons* apply-n
          caaar caadr cadar cdaar cddar cdadr
          %length)
  (import (primitives) (core-syntax) (runtime errors) (runtime equality))
  (begin
    ;; Brent-free: the slow pointer moves every other step.
    (define (list? object)
      (let loop ((fast object) (slow object))
        (if (pair? fast)
            (let ((fast (%cdr fast)))
              (if (pair? fast)
                  (let ((fast (%cdr fast)) (slow (%cdr slow)))
                    (if (eq? fast slow) #f (loop fast slow)))
                  (null? fast)))
            (null? fast))))

    (define (length list)
      (let loop ((rest list) (count 0))
        (cond ((pair? rest)
               (if (%fx< count #x3fffffff) (loop (%cdr rest) (%fx+ count 1)) (wrong-type 'length 0 'list list)))
              ((null? rest) count)
              (else (wrong-type 'length 0 'list list)))))

    ;; Pairs of a list known to be one.
    (define (%length list)
      (let loop ((rest list) (count 0))
        (if (pair? rest) (loop (%cdr rest) (%fx+ count 1)) count)))

    (define (list . objects) objects)

    (define append
      (case-lambda
        ((one other) (append-two one other))
        (() '())
        ((one) one)
        ((one other . more)
         (append-two one (append-many other more)))))

    (define (append-many first more)
      (if (null? more) first (append-two first (append-many (car more) (cdr more)))))

    (define (append-two one other)
      (let loop ((rest one))
        (cond ((pair? rest) (cons (%car rest) (loop (%cdr rest))))
              ((null? rest) other)
              (else (wrong-type 'append 0 'list one)))))

    (define (reverse list)
      (let loop ((rest list) (result '()))
        (cond ((pair? rest) (loop (%cdr rest) (cons (%car rest) result)))
              ((null? rest) result)
              (else (wrong-type 'reverse 0 'list list)))))

    (define (append-reverse list tail)
      (let loop ((rest list) (result tail))
        (if (pair? rest) (loop (%cdr rest) (cons (%car rest) result)) result)))

    (define (reverse! list)
      (let loop ((rest list) (result '()))
        (if (pair? rest)
            (let ((next (%cdr rest)))
              (set-cdr! rest result)
              (loop next rest))
            result)))

    (define (list-tail list index)
      (if (not (fixnum? index)) (wrong-type 'list-tail 1 'word-index index))
      (let loop ((rest list) (left index))
        (cond ((%fx= left 0) rest)
              ((pair? rest) (loop (%cdr rest) (%fx- left 1)))
              (else (wrong-index 'list-tail 1 index list)))))

    (define (list-ref list index)
      (if (not (fixnum? index)) (wrong-type 'list-ref 1 'word-index index))
      (let loop ((rest list) (left index))
        (if (pair? rest)
            (if (%fx= left 0) (%car rest) (loop (%cdr rest) (%fx- left 1)))
            (wrong-index 'list-ref 1 index list))))

    (define (list-set! list index object)
      (if (not (fixnum? index)) (wrong-type 'list-set! 1 'word-index index))
      (let loop ((rest list) (left index))
        (if (pair? rest)
            (if (%fx= left 0) (set-car! rest object) (loop (%cdr rest) (%fx- left 1)))
            (wrong-index 'list-set! 1 index list))))

    (define (list-copy list)
      (let loop ((rest list))
        (if (pair? rest) (cons (%car rest) (loop (%cdr rest))) rest)))

    (define make-list
      (case-lambda
        ((count) (make-list count (%unspecified)))
        ((count object)
         (if (not (fixnum? count)) (wrong-type 'make-list 0 'word-index count))
         (if (%fx< count 0) (wrong-range 'make-list 0 count))
         (let loop ((left count) (result '()))
           (if (%fx> left 0) (loop (%fx- left 1) (cons object result)) result)))))

    (define (last-pair list)
      (let loop ((rest list))
        (let ((next (cdr rest)))
          (if (pair? next) (loop next) rest))))

    (define (cons* object . more)
      (let loop ((object object) (more more))
        (if (null? more) object (cons object (loop (%car more) (%cdr more))))))

    ;; `apply` as a procedure: the last of `arguments` is a list.
    (define apply-n
      (case-lambda
        ((procedure arguments)
         (if (not (list? arguments)) (wrong-type 'apply 1 'list arguments))
         (apply procedure arguments))
        ((procedure first . more)
         (let ((arguments (let loop ((object first) (more more))
                            (if (null? more) object (cons object (loop (%car more) (%cdr more)))))))
           (if (not (list? arguments)) (wrong-last-argument first more))
           (apply procedure arguments)))))

    ;; first and more: the arguments behind the procedure.
    (define (wrong-last-argument first more)
      (let loop ((object first) (more more) (index 1))
        (if (null? more)
            (wrong-type 'apply index 'last-list object)
            (loop (%car more) (%cdr more) (%fx+ index 1)))))

    ;;; Searching

    ;; The part of the list that begins with a wanted element, or #f; the first entry with a wanted key. The test is written into
    ;; the loop.
    (define-syntax search
      (syntax-rules ()
        ((_ who list (element) wanted?)
         (let loop ((rest list))
           (if (pair? rest)
               (let ((element (%car rest)))
                 (if wanted? rest (loop (%cdr rest))))
               (if (null? rest) #f (wrong-type who 1 'list list)))))))
    (define-syntax search-key
      (syntax-rules ()
        ((_ who list (key) wanted?)
         (let loop ((rest list))
           (if (pair? rest)
               (let* ((entry (%car rest)) (key (car entry)))
                 (if wanted? entry (loop (%cdr rest))))
               (if (null? rest) #f (wrong-type who 1 'list list)))))))

    (define (memq object list) (search 'memq list (element) (eq? element object)))

    (define (memv object list)
      (if (or (fixnum? object) (symbol? object) (%identity-compared? object))
          (search 'memv list (element) (eq? element object))
          (search 'memv list (element) (eqv? element object))))

    (define member
      (case-lambda
        ((object list)
         (cond ((or (fixnum? object) (symbol? object) (%identity-compared? object))
                (search 'member list (element) (eq? element object)))
               ((string? object)
                (let ((length (string-length object)))
                  (search 'member list (element)
                          (and (string? element) (%fx= (string-length element) length) (%same-string? element object)))))
               (else (search 'member list (element) (equal? element object)))))
        ((object list same?) (search 'member list (element) (same? object element)))))

    (define (assq object list) (search-key 'assq list (key) (eq? key object)))

    (define (assv object list)
      (if (or (fixnum? object) (symbol? object) (%identity-compared? object))
          (search-key 'assv list (key) (eq? key object))
          (search-key 'assv list (key) (eqv? key object))))

    (define assoc
      (case-lambda
        ((object list)
         (cond ((or (fixnum? object) (symbol? object) (%identity-compared? object))
                (search-key 'assoc list (key) (eq? key object)))
               ((string? object)
                (let ((length (string-length object)))
                  (search-key 'assoc list (key)
                              (and (string? key) (%fx= (string-length key) length) (%same-string? key object)))))
               (else (search-key 'assoc list (key) (equal? key object)))))
        ((object list same?) (search-key 'assoc list (key) (same? object key)))))

    ;;; Mapping. The shortest list ends it; at least one must end.

    (define map
      (case-lambda
        ((procedure list)
         (let loop ((rest list))
           (cond ((pair? rest)
                  (let ((object (procedure (%car rest))))
                    (cons object (loop (%cdr rest)))))
                 ((null? rest) '())
                 (else (wrong-type 'map 1 'list list)))))
        ((procedure one other)
         (let loop ((one one) (other other))
           (if (and (pair? one) (pair? other))
               (let ((object (procedure (%car one) (%car other))))
                 (cons object (loop (%cdr one) (%cdr other))))
               '())))
        ((procedure one other third)
         (let loop ((one one) (other other) (third third))
           (if (and (pair? one) (pair? other) (pair? third))
               (let ((object (procedure (%car one) (%car other) (%car third))))
                 (cons object (loop (%cdr one) (%cdr other) (%cdr third))))
               '())))
        ((procedure list . lists)
         (let loop ((lists (cons list lists)))
           (if (all-pairs? lists)
               (let ((object (apply procedure (cars lists))))
                 (cons object (loop (cdrs lists))))
               '())))))

    (define for-each
      (case-lambda
        ((procedure list)
         (let loop ((rest list))
           (cond ((pair? rest) (procedure (%car rest)) (loop (%cdr rest)))
                 ((null? rest) (%unspecified))
                 (else (wrong-type 'for-each 1 'list list)))))
        ((procedure one other)
         (let loop ((one one) (other other))
           (if (and (pair? one) (pair? other))
               (begin
                 (procedure (%car one) (%car other))
                 (loop (%cdr one) (%cdr other))))))
        ((procedure list . lists)
         (let loop ((lists (cons list lists)))
           (if (all-pairs? lists)
               (begin
                 (apply procedure (cars lists))
                 (loop (cdrs lists))))))))

    (define (all-pairs? lists)
      (or (null? lists)
          (and (pair? (%car lists)) (all-pairs? (%cdr lists)))))
    (define (cars lists)
      (if (null? lists) '() (cons (%car (%car lists)) (cars (%cdr lists)))))
    (define (cdrs lists)
      (if (null? lists) '() (cons (%cdr (%car lists)) (cdrs (%cdr lists)))))

    ;;; The accessors that are not primitives; the others are in (scheme cxr).
    (define (caaar object) (car (caar object)))
    (define (caadr object) (car (cadr object)))
    (define (cadar object) (car (cdar object)))
    (define (cdaar object) (cdr (caar object)))
    (define (cddar object) (cdr (cdar object)))
    (define (cdadr object) (cdr (cadr object)))))
