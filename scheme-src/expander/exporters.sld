;;; Exporters: which libraries export a name, for the hint about a name that nothing binds.
;;;
;;;   (exporting-libraries symbol library-exports source-path) -> list of (library-name . syntax?), the likeliest first
;;;   (suggest-libraries! names)                                what may be proposed, in order
;;;
;;;   library-exports   procedure of a library name: its export table, or #f when the library is not loaded
;;;   source-path       procedure of a library name: the file that defines it, or #f
;;;   syntax?           is the name a keyword or macro there?
;;;
;;; Of a library that is not loaded only the declarations are looked at: its export forms, and whether some define-syntax of
;;; its own defines the name. Files that do not contain the name are not read further, so the search is quick enough to be
;;; made for each mistake. What R7RS-small exports nobody else is asked for.
(define-library (expander exporters)
  (export exporting-libraries suggest-libraries! import-hint)
  (import (scheme base) (base list) (base table) (base text) (base file) (reader syntax) (reader file) (expander environment))
  (begin
    (define suggested-libraries '())

    (define (suggest-libraries! names) (set! suggested-libraries names))

    (define (exporting-libraries symbol library-exports source-path)
      (let loop ((names suggested-libraries) (found '()))
        (cond ((null? names) (reverse found))
              ((and (pair? found) (small-library? (car (car found))) (not (small-library? (car names))))
               (reverse found))
              (else
               (let ((how (exported-how symbol (car names) library-exports source-path)))
                 (loop (cdr names)
                       (if how (cons (cons (car names) (eq? how 'syntax)) found) found)))))))

    (define (small-library? name)
      (member name '((scheme base) (scheme case-lambda) (scheme char) (scheme complex) (scheme cxr) (scheme eval)
                     (scheme file) (scheme inexact) (scheme lazy) (scheme load) (scheme process-context) (scheme read)
                     (scheme repl) (scheme time) (scheme write))))

    ;; -> syntax, variable or #f
    (define (exported-how symbol name library-exports source-path)
      (let ((exports (library-exports name)))
        (if exports
            (let ((meaning (symbol-table-ref exports symbol #f)))
              (and meaning (if (or (keyword? meaning) (macro? meaning)) 'syntax 'variable)))
            (let ((path (source-path name)))
              (and path
                   (contains-text? (read-file-bytes path) (symbol->string symbol))
                   (declared-how symbol (map syntax->datum (read-source-file path #f))))))))

    ;; Is the text somewhere in the bytes?
    (define (contains-text? bytes string)
      (let* ((wanted (string->utf8 string))
             (size (bytevector-length wanted))
             (end (- (bytevector-length bytes) size)))
        (let loop ((start 0))
          (and (<= start end)
               (or (let match ((index 0))
                     (or (= index size)
                         (and (= (bytevector-u8-ref bytes (+ start index)) (bytevector-u8-ref wanted index))
                              (match (+ index 1)))))
                   (loop (+ start 1)))))))

    ;; forms: plain data of a library's file.
    (define (declared-how symbol forms)
      (let ((exported? #f) (syntax? #f))
        (let walk ((forms forms))
          (for-each (lambda (form)
                      (when (and (pair? form) (list? form))
                        (case (car form)
                          ((define-library) (walk (cddr form)))
                          ((begin) (walk (cdr form)))
                          ((export)
                           (when (any (lambda (spec) (eq? symbol (if (pair? spec) (last spec) spec))) (cdr form))
                             (set! exported? #t)))
                          ((define-syntax)
                           (when (eq? symbol (cadr form)) (set! syntax? #t))))))
                    forms))
        (and exported? (if syntax? 'syntax 'variable))))

    ;; (import-hint found) -> text for what exporting-libraries found, or #f: three libraries at most.
    (define (import-hint found)
      (if (null? found)
          #f
          (let ((names (map (lambda (entry) (datum->text (car entry)))
                            (if (> (length found) 3) (take found 3) found))))
            (if (null? (cdr names))
                (text "import " (car names) ", which exports it")
                (text "import " (text-join (take names (- (length names) 1)) ", ") " or " (last names)
                      ", which export it")))))))
