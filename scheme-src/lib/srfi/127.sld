;;; SRFI 127: lazy sequences, lists whose last cdr may be a generator of further elements. Deviations: none.
;;;
;;; What has been generated is kept in the list, so each element is generated once. A generator is a procedure of no arguments; an
;;; end-of-file object ends it. Results are lazy where nothing else is said.
(define-library (srfi 127)
  (export generator->lseq lseq? lseq=? lseq-car lseq-first lseq-cdr lseq-rest lseq-ref lseq-take lseq-drop
          lseq-realize lseq->generator lseq-length lseq-append lseq-zip lseq-map lseq-for-each lseq-filter lseq-remove
          lseq-find lseq-find-tail lseq-take-while lseq-drop-while lseq-any lseq-every lseq-index lseq-member lseq-memq lseq-memv)
  (import (scheme base) (scheme case-lambda))
  (begin
    ;; (generator->lseq generator) -> sequence of what it generates; calls it once
    (define (generator->lseq generator)
      (let ((object (generator)))
        (if (eof-object? object) '() (cons object generator))))

    ;; (lseq? object): is it a list, or does it end in a procedure?
    (define (lseq? object)
      (cond ((pair? object) (lseq? (cdr object)))
            (else (or (null? object) (procedure? object)))))

    ;; (lseq-car sequence), lseq-first -> its first element; (lseq-cdr sequence), lseq-rest -> the sequence of the others. Errors when
    ;; it is empty.
    (define (lseq-car sequence) (car sequence))
    (define (lseq-first sequence) (car sequence))
    (define (lseq-cdr sequence)
      (let ((rest (cdr sequence)))
        (if (procedure? rest)
            (let* ((object (rest))
                   (more (if (eof-object? object) '() (cons object rest))))
              (set-cdr! sequence more)
              more)
            rest)))
    (define (lseq-rest sequence) (lseq-cdr sequence))

    ;; (lseq=? same? sequence other): same length, and elements that are the same?
    (define (lseq=? same? one other)
      (cond ((null? one) (null? other))
            ((null? other) #f)
            (else (and (same? (car one) (car other)) (lseq=? same? (lseq-cdr one) (lseq-cdr other))))))

    ;; (lseq-ref sequence index) -> element; (lseq-drop sequence count) -> sequence without the first elements. Errors when there are
    ;; not so many. (lseq-take sequence count) -> sequence of the first elements
    (define (lseq-ref sequence index) (lseq-car (lseq-drop sequence index)))
    (define (lseq-drop sequence count)
      (if (= count 0) sequence (lseq-drop (lseq-cdr sequence) (- count 1))))
    (define (lseq-take sequence count)
      (generator->lseq
       (lambda ()
         (if (= count 0)
             (eof-object)
             (let ((object (lseq-car sequence)))
               (set! count (- count 1))
               (unless (= count 0) (set! sequence (lseq-cdr sequence)))
               object)))))

    ;; (lseq-realize sequence) -> the list of all elements, which is the sequence itself; (lseq-length sequence) -> their number
    (define (lseq-realize sequence)
      (let loop ((rest sequence)) (unless (null? rest) (loop (lseq-cdr rest))))
      sequence)
    (define (lseq-length sequence) (length (lseq-realize sequence)))

    ;; (lseq->generator sequence) -> generator of the elements
    (define (lseq->generator sequence)
      (lambda ()
        (if (null? sequence)
            (eof-object)
            (let ((object (car sequence)))
              (set! sequence (lseq-cdr sequence))
              object))))

    ;; (lseq-append sequence ...) -> sequence of the elements of all
    (define (lseq-append . sequences)
      (generator->lseq
       (lambda ()
         (let loop ()
           (cond ((null? sequences) (eof-object))
                 ((null? (car sequences)) (set! sequences (cdr sequences)) (loop))
                 (else
                  (let ((object (car (car sequences))))
                    (set! sequences (cons (lseq-cdr (car sequences)) (cdr sequences)))
                    object)))))))

    (define (any-null? sequences) (and (pair? sequences) (or (null? (car sequences)) (any-null? (cdr sequences)))))

    ;; (lseq-map procedure sequence ...) -> sequence of the results, up to the end of the shortest; lseq-zip: of lists of what
    ;; stands at the same place
    (define (lseq-map procedure . sequences)
      (generator->lseq
       (lambda ()
         (if (any-null? sequences)
             (eof-object)
             (let ((value (apply procedure (map car sequences))))
               (set! sequences (map lseq-cdr sequences))
               value)))))
    (define (lseq-zip . sequences) (apply lseq-map list sequences))

    ;; (lseq-for-each procedure sequence ...): calls in order, at once
    (define (lseq-for-each procedure . sequences)
      (let loop ((sequences sequences))
        (unless (any-null? sequences)
          (apply procedure (map car sequences))
          (loop (map lseq-cdr sequences)))))

    ;; (lseq-filter satisfies? sequence), lseq-remove -> sequence of the elements that do, that do not satisfy
    (define (lseq-filter satisfies? sequence)
      (generator->lseq
       (lambda ()
         (let loop ()
           (if (null? sequence)
               (eof-object)
               (let ((object (car sequence)))
                 (set! sequence (lseq-cdr sequence))
                 (if (satisfies? object) object (loop))))))))
    (define (lseq-remove satisfies? sequence) (lseq-filter (lambda (object) (not (satisfies? object))) sequence))

    ;; (lseq-find satisfies? sequence) -> the first element that satisfies, or #f; lseq-find-tail: the sequence that begins with it
    (define (lseq-find satisfies? sequence)
      (let ((tail (lseq-find-tail satisfies? sequence))) (and tail (car tail))))
    (define (lseq-find-tail satisfies? sequence)
      (cond ((null? sequence) #f)
            ((satisfies? (car sequence)) sequence)
            (else (lseq-find-tail satisfies? (lseq-cdr sequence)))))

    ;; (lseq-take-while satisfies? sequence), lseq-drop-while -> sequence of the first elements that all satisfy, of the others
    (define (lseq-take-while satisfies? sequence)
      (generator->lseq
       (lambda ()
         (if (and (pair? sequence) (satisfies? (car sequence)))
             (let ((object (car sequence)))
               (set! sequence (lseq-cdr sequence))
               object)
             (eof-object)))))
    (define (lseq-drop-while satisfies? sequence)
      (if (and (pair? sequence) (satisfies? (car sequence)))
          (lseq-drop-while satisfies? (lseq-cdr sequence))
          sequence))

    ;; (lseq-any satisfies? sequence ...), lseq-every -> the first true, the last value, or #f
    (define (lseq-any satisfies? . sequences)
      (let loop ((sequences sequences))
        (and (not (any-null? sequences))
             (or (apply satisfies? (map car sequences)) (loop (map lseq-cdr sequences))))))
    (define (lseq-every satisfies? . sequences)
      (let loop ((sequences sequences) (value #t))
        (if (or (not value) (any-null? sequences))
            value
            (let ((value (apply satisfies? (map car sequences))))
              (and value (loop (map lseq-cdr sequences) value))))))

    ;; (lseq-index satisfies? sequence ...) -> the first index at which it holds, or #f
    (define (lseq-index satisfies? . sequences)
      (let loop ((sequences sequences) (index 0))
        (cond ((any-null? sequences) #f)
              ((apply satisfies? (map car sequences)) index)
              (else (loop (map lseq-cdr sequences) (+ index 1))))))

    ;; (lseq-member object sequence [same?]), lseq-memq, lseq-memv -> the sequence that begins with the object, or #f
    (define lseq-member
      (case-lambda
        ((object sequence) (lseq-member object sequence equal?))
        ((object sequence same?) (lseq-find-tail (lambda (element) (same? object element)) sequence))))
    (define (lseq-memq object sequence) (lseq-member object sequence eq?))
    (define (lseq-memv object sequence) (lseq-member object sequence eqv?))))
