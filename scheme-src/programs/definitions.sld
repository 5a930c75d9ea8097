;;; Definitions: what a person may know of a procedure of the running system: where it was defined, with which parameters, and
;;; what the comment above its definition says.
;;;
;;;   (procedure-position procedure)      -> position of its definition, or #f
;;;   (procedure-formals name procedure)  -> list of the formals of its clauses: as after `lambda`
;;;   (procedure-comment procedure)       -> string, "" when there is none
;;;
;;; Code says where it was defined; parameters and comment are read there, from the text of the session, the files inside the
;;; image, or the file of that name. A procedure whose text is not to be had, or is no definition any more, has the parameters
;;; that its code takes; a primitive has the types of its arguments.
(define-library (programs definitions)
  (export procedure-position procedure-formals procedure-comment)
  (import (only (primitives) %procedure-code %code-info) (scheme base)
          (base position) (base file) (base text) (machine primitives) (reader parse))
  (begin
    ;; Word `info` of code objects: see (machine layout).
    (define (info-part procedure index)
      (let ((info (%code-info (%procedure-code procedure))))
        (and (vector? info) (< index (vector-length info)) (vector-ref info index))))

    (define (procedure-position procedure)
      (let ((position (info-part procedure 3)))
        (and position (> position 0) position)))

    (define (procedure-formals name procedure)
      (let ((position (procedure-position procedure)))
        (or (and position (formals-in (datum-at position)))
            (primitive-formals (primitive-named name))
            (map arity-formals (or (info-part procedure 0) '())))))

    ;;; Formals, as lists and improper lists of symbols.

    (define (formals-in datum)
      (cond ((not (and (list? datum) (pair? datum) (pair? (cdr datum)))) #f)
            ((eq? (car datum) 'lambda) (list (cadr datum)))
            ((eq? (car datum) 'case-lambda)
             (and (pair? (cadr datum)) (map (lambda (clause) (if (pair? clause) (car clause) '())) (cdr datum))))
            ((not (eq? (car datum) 'define)) #f)
            ((pair? (cadr datum)) (list (cdr (cadr datum))))
            ((pair? (cddr datum)) (formals-in (car (cddr datum))))
            (else #f)))

    ;; arguments of a row: types, a repeated one behind &.
    (define (primitive-formals primitive)
      (and primitive
           (list (let loop ((types (primitive-arguments primitive)))
                   (cond ((null? types) '())
                         ((eq? (car types) '&) (cadr types))
                         (else (cons (car types) (loop (cdr types)))))))))

    ;; arity: (required . more?)
    (define (arity-formals arity)
      (let loop ((index 1))
        (cond ((<= index (car arity)) (cons (symbol-append "argument-" (number->string index)) (loop (+ index 1))))
              ((cdr arity) 'more)
              (else '()))))

    ;;; The text of the definition.

    ;; -> string, or #f
    (define (text-around position)
      (or (remembered-source-text (position-file-index position))
          (guard (condition (#t #f))
            (decode-text (read-file-bytes (position-file position))))))

    ;; -> datum, or #f: there is none.
    (define (datum-at position)
      (let* ((text (text-around position))
             (start (and text (line-start text (position-line position))))
             (start (and start (+ start (position-column position) -1))))
        (and start
             (< start (string-length text))
             (guard (condition (#t #f))
               (read-datum (open-input-string (substring text start (string-length text)))
                           (lambda (position message . hints) (error message)))))))

    ;; The index where the line with the number begins, or #f.
    (define (line-start text line)
      (let loop ((index 0) (left (- line 1)))
        (cond ((= left 0) index)
              ((= index (string-length text)) #f)
              ((char=? (string-ref text index) #\newline) (loop (+ index 1) (- left 1)))
              (else (loop (+ index 1) left)))))

    ;; The lines of comment directly above.
    (define (procedure-comment procedure)
      (let* ((position (procedure-position procedure))
             (text (and position (text-around position))))
        (if text
            (let loop ((line (- (position-line position) 1)) (lines '()))
              (let ((comment (and (> line 0) (comment-in (line-of text line)))))
                (if comment
                    (loop (- line 1) (cons comment lines))
                    (text-join lines "\n"))))
            "")))

    (define (line-of text line)
      (let* ((start (or (line-start text line) (string-length text)))
             (end (line-start text (+ line 1))))
        (substring text start (if end (- end 1) (string-length text)))))

    ;; What a line of comment says, or #f: it is none.
    (define (comment-in line)
      (let* ((start (skip line 0 #\space)) (end (skip line start #\;)))
        (and (> end start)
             (substring line (min (string-length line) (+ end 1)) (string-length line)))))

    (define (skip text index char)
      (if (and (< index (string-length text)) (char=? (string-ref text index) char))
          (skip text (+ index 1) char)
          index))))
