;;; Evaluation: gives eval, environment, interaction-environment and load of running programs the compiler inside.
;;;
;;; Mistakes in what they are given are errors of the program: an error object whose message begins with the place, when there is
;;; one.
(define-library (programs evaluation)
  (export offer-evaluation! interaction)
  (import (scheme base) (scheme file)
          (base report) (base position) (base list) (reader file)
          (only (runtime registers) set-evaluator! set-environment-maker! set-interaction-maker! set-loader! set-source-finder!)
          (only (expander interaction) interaction?)
          (programs standard-libraries) (programs evaluate))
  (begin
    (define (offer-evaluation!)
      (set-evaluator! evaluate)
      (set-environment-maker! environment)
      (set-interaction-maker! interaction)
      (set-loader! load-file)
      (set-source-finder! source-line))

    ;; The interaction of this process, with all of R7RS in it.
    (define the-interaction #f)

    (define (interaction)
      (unless the-interaction
        (set! the-interaction (make-interaction (filter (lambda (name) (eq? (car name) 'scheme)) standard-libraries))))
      the-interaction)

    (define (evaluate expression environment)
      (check-environment 'eval environment)
      (apply values ((compiled (lambda () (datum-thunk expression environment))))))

    (define (environment import-sets)
      (let ((interaction (make-interaction '())))
        ((compiled (lambda () (datum-thunk (cons 'import import-sets) interaction))))
        interaction))

    (define (load-file name environment)
      (check-environment 'load environment)
      (close-port (open-input-file name))
      (for-each (lambda (syntax) ((compiled (lambda () (syntax-thunk syntax environment)))))
                (compiled (lambda () (read-source-file name #f)))))

    (define (check-environment who object)
      (unless (interaction? object)
        (error (string-append (symbol->string who) ": not an environment") object)))

    ;; What the thunk gives, with errors of the compiler turned into errors of the program.
    (define (compiled thunk)
      (let ((result (guard (condition ((compile-errors? condition) condition)) (thunk))))
        (if (compile-errors? result)
            (error (first-error (compile-errors-reports result)))
            result)))

    (define (first-error reports)
      (let* ((report (or (find (lambda (report) (eq? (report-kind report) 'error)) reports) (car reports)))
             (position (report-position report)))
        (string-append (if position (string-append (position->text position) ": ") "") (report-message report))))))
